//! The parameters of what can be called, read from where they stand: no code of the program's is run for it, not even a
//! `__signature__` or the `__repr__` of a default.

use taipan_interp::types::class::TypeFlags;
use taipan_interp::types::function::{Function, NativeCode, NativeFunction};
use taipan_interp::{Value, Vm};

use super::complete::known::Known;

/// How an argument reaches a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    PositionalOnly,
    Either,
    /// `*args`.
    Rest,
    KeywordOnly,
    /// `**kwargs`.
    Keywords,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    pub name: String,
    pub kind: Kind,
    /// As it is written.
    pub default: Option<String>,
}

/// So many functions may be wrapped in each other.
const MOST_WRAPPED: usize = 10;

/// Defaults that are longer are not spelled out.
const LONGEST_DEFAULT: usize = 24;

/// The parameters of what is known to be called; `None` when they cannot be told.
pub fn of_known(vm: &Vm, callee: &Known) -> Option<Vec<Parameter>> {
    match callee {
        Known::Object(object) => of(vm, object),
        Known::MethodOf(function) => of(vm, function).map(without_first),
        Known::InstanceOf(class) => match vm.type_lookup(class, &vm.names.__call__) {
            Some(call @ Value::Function(_)) => of(vm, &call).map(without_first),
            _ => None,
        },
    }
}

/// The parameters of an object that is called; `None` when they cannot be told.
pub fn of(vm: &Vm, callee: &Value) -> Option<Vec<Parameter>> {
    match callee {
        Value::Function(function) => {
            let mut shown = function.clone();
            for _ in 0..MOST_WRAPPED {
                match shown.attrs.get(&vm.intern("__wrapped__")) {
                    Some(Value::Function(wrapped)) => shown = wrapped,
                    _ => break,
                }
            }
            Some(of_function(vm, &shown))
        }
        Value::Method(method) => of(vm, &method.func).map(without_first),
        Value::Native(native) => of_native(native),
        Value::Type(class) => {
            for name in [&vm.names.__init__, &vm.names.__new__] {
                if let Some(made_by @ Value::Function(_)) = vm.type_lookup(class, name) {
                    return of(vm, &made_by).map(without_first);
                }
            }
            let builtin = !class.has(TypeFlags::HEAP);
            let text = builtin.then(|| vm.get_attr_opt(callee, &vm.intern("__text_signature__")).ok().flatten())?;
            text.as_ref().and_then(Value::as_str).and_then(|text| parse(text.as_str(), false))
        }
        Value::Instance(_) => match vm.lookup_special(callee, &vm.names.__call__) {
            Some(call @ Value::Function(_)) => of(vm, &call).map(without_first),
            _ => None,
        },
        _ => None,
    }
}

fn without_first(mut parameters: Vec<Parameter>) -> Vec<Parameter> {
    if parameters.first().is_some_and(|p| matches!(p.kind, Kind::PositionalOnly | Kind::Either)) {
        parameters.remove(0);
    }
    parameters
}

fn of_function(vm: &Vm, function: &Function) -> Vec<Parameter> {
    let code = function.code.borrow();
    let params = &code.params;
    let defaults: Vec<Value> = function.defaults.borrow().as_ref().map_or_else(Vec::new, |d| d.items().to_vec());
    let kw_defaults = function.kw_defaults.borrow().clone();
    let positional = params.positional as usize;
    let keyword_end = positional + params.keyword_only as usize;
    let name = |i: usize| code.variables.get(i).map_or_else(String::new, |n| n.as_str().to_owned());
    let mut parameters = Vec::new();
    for i in 0..positional {
        let default = (i + defaults.len()).checked_sub(positional).and_then(|d| defaults.get(d));
        let kind = if i < params.positional_only as usize { Kind::PositionalOnly } else { Kind::Either };
        parameters.push(Parameter { name: name(i), kind, default: default.map(|d| written(vm, d)) });
    }
    if params.var_positional {
        parameters.push(Parameter { name: name(keyword_end), kind: Kind::Rest, default: None });
    }
    for i in positional..keyword_end {
        let key = code.variables.get(i).cloned();
        let default = kw_defaults.as_ref().zip(key).and_then(|(d, key)| d.get_str(&key));
        let default = default.map(|d| written(vm, &d));
        parameters.push(Parameter { name: name(i), kind: Kind::KeywordOnly, default });
    }
    if params.var_keyword {
        let at = keyword_end + usize::from(params.var_positional);
        parameters.push(Parameter { name: name(at), kind: Kind::Keywords, default: None });
    }
    parameters
}

/// A default as it was written, if it is a plain constant.
fn written(vm: &Vm, value: &Value) -> String {
    let constant = matches!(
        value,
        Value::None
            | Value::Ellipsis
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
    );
    let empty = match value {
        Value::Tuple(t) => t.items().is_empty(),
        Value::List(l) => l.borrow().is_empty(),
        Value::Dict(d) => d.is_empty(),
        _ => false,
    };
    match value {
        _ if constant || empty => {
            let text = vm.repr(value).map(|r| r.as_str().to_owned()).unwrap_or_default();
            if text.chars().count() > LONGEST_DEFAULT || text.is_empty() { "…".to_owned() } else { text }
        }
        Value::Type(class) => class.name().as_str().to_owned(),
        Value::Function(function) => function.code.first().name.as_str().to_owned(),
        _ => "…".to_owned(),
    }
}

fn of_native(native: &NativeFunction) -> Option<Vec<Parameter>> {
    let NativeCode::Def(def) = &native.code else { return None };
    parse(def.signature, !native.bound.is_unbound() && native.owner.is_some())
}

/// Parameters from a signature as text; `bound`: the first one has its argument already.
fn parse(text: &str, bound: bool) -> Option<Vec<Parameter>> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut kind = Kind::Either;
    let mut implied = bound;
    for part in split(inside) {
        let (name, default) = match part.split_once('=') {
            Some((name, default)) => (name.trim(), Some(default.trim().to_owned())),
            None => (part, None),
        };
        match name {
            "/" => parameters.iter_mut().for_each(|p| p.kind = Kind::PositionalOnly),
            "*" => kind = Kind::KeywordOnly,
            _ => {
                if std::mem::take(&mut implied) || name.starts_with('$') {
                    implied = false;
                    continue;
                }
                let (name, own) = match name.strip_prefix("**") {
                    Some(name) => (name, Kind::Keywords),
                    None => match name.strip_prefix('*') {
                        Some(name) => (name, Kind::Rest),
                        None => (name, kind),
                    },
                };
                if own == Kind::Rest {
                    kind = Kind::KeywordOnly;
                }
                parameters.push(Parameter { name: name.to_owned(), kind: own, default });
            }
        }
    }
    Some(parameters)
}

/// The parts between commas that are in no brackets or quotes.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0i32, None, 0);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|p| !p.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_natives() {
        let names = |text: &str, bound: bool| -> Vec<(String, Kind)> {
            parse(text, bound).unwrap_or_default().into_iter().map(|p| (p.name, p.kind)).collect()
        };
        assert_eq!(
            names("(a, /, b=(1, 2), *, c=',')", false),
            [("a".into(), Kind::PositionalOnly), ("b".into(), Kind::Either), ("c".into(), Kind::KeywordOnly)]
        );
        assert_eq!(names("(self, *args, **kw)", true), [("args".into(), Kind::Rest), ("kw".into(), Kind::Keywords)]);
        assert_eq!(names("($self, x, /)", false), [("x".into(), Kind::PositionalOnly)]);
        assert_eq!(names("()", false), []);
    }
}
