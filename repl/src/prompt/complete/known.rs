//! What an expression stands for, found without running it: names, attributes and items that are simply there.
//!
//! No property, `__getattr__` or `__getitem__` of the program's is called, nothing is imported; where one would have to
//! be, nothing is known.

use taipan_interp::types::class::TypeRef;
use taipan_interp::types::descriptors::property::Property;
use taipan_interp::types::descriptors::{ClassMethod, GetSetDescriptor, MemberDescriptor, StaticMethod};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::function::Binding;
use taipan_interp::types::str::Str;
use taipan_interp::{Ref, Value, Vm};

use crate::prompt::lexer::{Kind, Token};

/// What is known.
#[derive(Clone)]
pub enum Known {
    Object(Value),
    /// Some object of this class.
    InstanceOf(TypeRef),
    /// A method of some such object: its function.
    MethodOf(Value),
}

/// What the operand of these tokens stands for: a name or a literal, then attributes, items and calls.
pub fn value(vm: &Vm, globals: &Ref<Dict>, text: &str, tokens: &[Token]) -> Option<Known> {
    let of = |token: &Token| &text[token.start..token.end];
    let (mut known, mut at) = operand(vm, globals, text, tokens)?;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Operator | Kind::Decorator if of(&tokens[at]) == "." => {
                let name = tokens.get(at + 1)?;
                known = attribute(vm, &known, &vm.intern(of(name)))?;
                at += 2;
            }
            Kind::Open(b'[') => {
                let close = closing(tokens, at)?;
                known = item(&known, text, &tokens[at + 1..close])?;
                at = close + 1;
            }
            Kind::Open(b'(') => {
                known = called(vm, &known)?;
                at = closing(tokens, at)? + 1;
            }
            _ => return None,
        }
    }
    Some(known)
}

/// The first part, and where the next one begins.
fn operand(vm: &Vm, globals: &Ref<Dict>, text: &str, tokens: &[Token]) -> Option<(Known, usize)> {
    let first = tokens.first()?;
    let word = &text[first.start..first.end];
    let types = &vm.types;
    Some(match first.kind {
        Kind::Number => {
            let complex = word.ends_with(['j', 'J']);
            let float = !word.starts_with("0x") && word.contains(['.', 'e', 'E']);
            let class = if complex {
                &types.complex
            } else if float {
                &types.float
            } else {
                &types.int
            };
            (Known::InstanceOf(class.clone()), 1)
        }
        Kind::String => {
            let prefix = word.split(['"', '\'']).next().unwrap_or("");
            let class = if prefix.contains(['b', 'B']) { &types.bytes } else { &types.str };
            let is_part = |t: &Token| matches!(t.kind, Kind::String | Kind::Escape);
            (Known::InstanceOf(class.clone()), tokens.iter().take_while(|t| is_part(t)).count())
        }
        Kind::Open(bracket) => {
            let close = closing(tokens, 0)?;
            let has = |wanted: &str| tokens[1..close].iter().any(|t| &text[t.start..t.end] == wanted);
            let class = match bracket {
                b'[' => &types.list,
                b'{' if close == 1 || has(":") => &types.dict,
                b'{' => &types.set,
                _ if close > 1 && !has(",") => return Some((value(vm, globals, text, &tokens[1..close])?, close + 1)),
                _ if has(",") && !has("for") => &types.tuple,
                _ => return None,
            };
            (Known::InstanceOf(class.clone()), close + 1)
        }
        Kind::Constant => {
            let value = match word {
                "None" => Value::None,
                "True" => Value::Bool(true),
                _ => Value::Bool(false),
            };
            (Known::Object(value), 1)
        }
        Kind::Name | Kind::Builtin | Kind::Decorator => {
            let name = vm.intern(word);
            (Known::Object(globals.get_str(&name).or_else(|| vm.builtins.get_str(&name))?), 1)
        }
        _ => return None,
    })
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// What calling it gives, as far as that is certain: a class gives its objects.
fn called(vm: &Vm, known: &Known) -> Option<Known> {
    match known {
        Known::Object(Value::Type(class)) if !class.is_subtype(&vm.types.type_) => {
            Some(Known::InstanceOf(class.clone()))
        }
        _ => None,
    }
}

/// An item of a list, tuple or dictionary itself, by a constant.
fn item(known: &Known, text: &str, index: &[Token]) -> Option<Known> {
    let Known::Object(object) = known else { return None };
    let word = |t: &Token| &text[t.start..t.end];
    let (negative, index) = match index {
        [minus, rest @ ..] if word(minus) == "-" => (true, rest),
        rest => (false, rest),
    };
    let found = match index {
        [number] if number.kind == Kind::Number => {
            let n: usize = word(number).parse().ok()?;
            let pick = |length: usize| if negative { length.checked_sub(n) } else { Some(n) };
            match object.inner() {
                Value::List(list) => {
                    let items = list.borrow();
                    items.get(pick(items.len())?).cloned()
                }
                Value::Tuple(tuple) => tuple.items().get(pick(tuple.items().len())?).cloned(),
                Value::Dict(dict) if !negative => int_key(dict, i64::try_from(n).ok()?),
                _ => None,
            }
        }
        [quote, parts @ ..] if quote.kind == Kind::String => {
            // Without escapes, what stands there is the key.
            if parts.iter().any(|t| t.kind != Kind::String) {
                return None;
            }
            let whole = &text[quote.start..parts.last()?.end];
            let key = whole.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let key = key.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
            match object.inner() {
                Value::Dict(dict) => dict.get_str(&Str::new(key)),
                _ => None,
            }
        }
        _ => None,
    };
    found.map(Known::Object)
}

fn int_key(dict: &Dict, key: i64) -> Option<Value> {
    let data = dict.borrow();
    data.iter().find(|e| matches!(e.key, Value::Int(n) if n == key)).map(|e| e.value.clone())
}

/// `known.name`, if it can be told without running anything.
pub fn attribute(vm: &Vm, known: &Known, name: &Str) -> Option<Known> {
    match known {
        Known::InstanceOf(class) => {
            let found = vm.type_lookup(class, name)?;
            match &found {
                Value::Function(_) => Some(Known::MethodOf(found)),
                Value::Native(native) if native.binding == Binding::Method => Some(Known::MethodOf(found)),
                _ => of_class(vm, &found, None, class),
            }
        }
        Known::MethodOf(function) => attribute(vm, &Known::Object(function.clone()), name),
        Known::Object(Value::Module(module)) => {
            // What was put off runs without error, and does nothing but define what is in it.
            vm.run_deferred(module).ok()?;
            module.dict.get_str(name).map(Known::Object)
        }
        Known::Object(Value::Type(class)) => match vm.type_lookup(class, name) {
            Some(found) => of_class(vm, &found, None, class),
            None => {
                let meta = vm.class_of(&Value::Type(class.clone()));
                of_class(vm, &vm.type_lookup(&meta, name)?, Some(&Value::Type(class.clone())), &meta)
            }
        },
        Known::Object(object) => {
            let class = vm.class_of(object);
            let found = vm.type_lookup(&class, name);
            if let Some(found) = &found
                && vm.is_data_descriptor(found)
            {
                return of_class(vm, found, Some(object), &class);
            }
            match vm.filled_attr_slot(object).and_then(|slot| slot.get(name)) {
                Some(own) => Some(Known::Object(own)),
                None => of_class(vm, &found?, Some(object), &class),
            }
        }
    }
}

/// What was found in a class, as seen on an object of it (`None`: on the class).
fn of_class(vm: &Vm, found: &Value, object: Option<&Value>, class: &TypeRef) -> Option<Known> {
    let harmless = match found {
        Value::Function(_) | Value::Native(_) => true,
        Value::Object(o) => {
            if o.get::<Property>().is_some() {
                return None;
            }
            let own = |class: &TypeRef| o.with_class(|c| c.is(class));
            let computed = o.get::<GetSetDescriptor>().is_some() || o.get::<MemberDescriptor>().is_some();
            let wrapped = (o.get::<ClassMethod>().is_some() && own(&vm.types.classmethod))
                || (o.get::<StaticMethod>().is_some() && own(&vm.types.staticmethod));
            computed || wrapped
        }
        _ => false,
    };
    if harmless {
        return vm.bind_descriptor(found, object, class).ok().map(Known::Object);
    }
    // With a `__get__` of its own, it is anybody's guess.
    vm.lookup_special(found, &vm.names.__get__).is_none().then(|| Known::Object(found.clone()))
}
