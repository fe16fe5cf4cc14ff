//! What happens when arguments do not fit: CPython's messages, and the slow way to bind a native's arguments.

use crate::error::{PyResult, Raised};
use crate::heap::{Ref, Slots};
use crate::native::{Args, NativeDef};
use crate::types::code::Code;
use crate::types::function::{Binding, Function, NativeFunction};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// "f() takes 2 positional arguments but 3 were given".
#[cold]
pub(super) fn too_many(vm: &Vm, f: &Ref<Function>, code: &Code, given: usize, slots: &Slots, args: &Args) -> Raised {
    let p = &code.params;
    let positional = p.positional as usize;
    let defaults = f.defaults.borrow().as_ref().map_or(0, |d| d.len());
    let keyword_only_given = args
        .keywords()
        .filter(|(n, _)| code.variables[positional..positional + p.keyword_only as usize].contains(n))
        .count();
    let _ = slots;
    let takes = if defaults > 0 {
        format!("from {} to {positional}", positional - defaults.min(positional))
    } else {
        positional.to_string()
    };
    let many = if defaults > 0 { true } else { positional != 1 };
    let extra = if keyword_only_given > 0 {
        format!(
            " positional argument{} (and {keyword_only_given} keyword-only argument{})",
            plural(given),
            plural(keyword_only_given)
        )
    } else {
        String::new()
    };
    let verb = if given == 1 && keyword_only_given == 0 { "was" } else { "were" };
    vm.type_error(format!(
        "{}() takes {takes} positional argument{} but {given}{extra} {verb} given",
        f.qualname(),
        if many { "s" } else { "" },
    ))
}

/// "f() got an unexpected keyword argument 'x'", or the positional-only variant.
#[cold]
pub(super) fn unexpected_keyword(vm: &Vm, f: &Ref<Function>, code: &Code, name: &Str, args: &Args) -> Raised {
    let only = &code.variables[..code.params.positional_only as usize];
    let clash: Vec<&str> = only.iter().filter(|n| args.names.contains(n)).map(|n| n.as_str()).collect();
    if !clash.is_empty() {
        return vm.type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            f.qualname(),
            clash.join(", ")
        ));
    }
    let p = &code.params;
    let named = (p.positional + p.keyword_only) as usize;
    let candidates: Vec<&str> = code.variables[p.positional_only as usize..named].iter().map(|n| n.as_str()).collect();
    let hint = crate::vm::suggest::closest(name.as_str(), candidates.iter().copied());
    let hint = hint.map_or(String::new(), |h| format!(". Did you mean '{h}'?"));
    vm.type_error(format!("{}() got an unexpected keyword argument '{name}'{hint}", f.qualname()))
}

/// "f() missing 2 required positional arguments: 'a' and 'b'".
#[cold]
pub(super) fn missing(vm: &Vm, f: &Ref<Function>, code: &Code, slots: &Slots, from: usize, to: usize) -> Raised {
    let positional = to <= code.params.positional as usize;
    let kind = if positional { "positional" } else { "keyword-only" };
    let defaults = f.defaults.borrow().as_ref().map_or(0, |d| d.len());
    let required_to = if positional { to - defaults.min(to) } else { to };
    let names: Vec<String> = (from..required_to)
        .filter(|i| slots.get(*i as u32).is_unbound())
        .filter(|i| {
            positional || f.kw_defaults.borrow().as_ref().is_none_or(|d| d.get_str(&code.variables[*i]).is_none())
        })
        .map(|i| format!("'{}'", code.variables[i]))
        .collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        [] => String::new(),
    };
    let n = names.len();
    vm.type_error(format!("{}() missing {n} required {kind} argument{}: {list}", f.qualname(), plural(n)))
}

/// The parameter names of a native's signature, in order, with whether each has a default.
pub fn native_parameters(def: &NativeDef) -> Vec<(&'static str, bool)> {
    let inner = def.signature.trim_start_matches('(').trim_end_matches(')');
    split_top(inner)
        .into_iter()
        .map(str::trim)
        .filter(|p| !p.is_empty() && *p != "/" && !p.starts_with('*'))
        .map(|p| match p.split_once('=') {
            Some((name, _)) => (name.trim(), true),
            None => (p, false),
        })
        .collect()
}

fn split_top(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Binds the arguments of a fixed native the slow way.
///
/// # Errors
/// TypeError in the words that CPython uses for functions of that shape.
#[cold]
pub(super) fn bind_native(
    vm: &Vm,
    native: &NativeFunction,
    def: &'static NativeDef,
    args: &Args,
) -> PyResult<Vec<Value>> {
    let params = native_parameters(def);
    let method = usize::from(matches!(def.binding, Binding::Method | Binding::Class));
    let display = match &native.owner {
        // A constructor is called by its class's name.
        Some(owner) if native.name.as_str() == "__init__" && owner.module.starts_with("asyncio") => {
            crate::types::str::Str::new(&format!("{}.__init__", owner.name()))
        }
        Some(owner) if native.name.as_str() == "__init__" => owner.name(),
        _ => native.name.clone(),
    };
    let given = args.pos();
    let a = &def.arity;
    let no_keywords = a.positional_only == a.total;
    if no_keywords {
        if !args.names.is_empty() {
            return Err(vm.type_error(format!("{}() takes no keyword arguments", qualified_name(native, method))));
        }
        return positional_only_count(vm, native, def, given.len() - method.min(given.len()), method)
            .map(|()| pad(given, a.total));
    }
    if given.len() > a.positional as usize {
        let (max, n) = (a.positional as usize - method, given.len() - method);
        let kind = if a.total == a.positional { "" } else { " positional" };
        let how = if max == 0 {
            return Err(vm.type_error(format!("{display}() takes no positional arguments")));
        } else if a.required as usize >= a.positional as usize {
            "exactly"
        } else {
            "at most"
        };
        return Err(vm.type_error(format!("{display}() takes {how} {max}{kind} argument{} ({n} given)", plural(max))));
    }
    let mut bound = pad(given, a.total);
    for (name, value) in args.keywords() {
        let at = params.iter().enumerate().skip(a.positional_only as usize).find(|(_, (p, _))| *p == name.as_str());
        match at {
            Some((i, _)) if !bound[i].is_unbound() => {
                return Err(vm.type_error(format!(
                    "argument for {display}() given by name ('{name}') and position ({})",
                    i + 1 - method
                )));
            }
            Some((i, _)) => bound[i] = value.clone(),
            None => return Err(vm.type_error(format!("{display}() got an unexpected keyword argument '{name}'"))),
        }
    }
    for (i, (name, has_default)) in params.iter().enumerate() {
        if !has_default && bound[i].is_unbound() {
            return Err(vm.type_error(if i < a.positional_only as usize {
                let how = if a.required >= a.positional { "exactly" } else { "at least" };
                let n = a.required as usize - method;
                format!("{display}() takes {how} {n} positional argument{} ({} given)", plural(n), given.len() - method)
            } else if i < a.positional as usize {
                format!("{display}() missing required argument '{name}' (pos {})", i + 1 - method)
            } else {
                format!("{display}() missing required keyword-only argument: '{name}'")
            }));
        }
    }
    Ok(bound)
}

fn pad(given: &[Value], total: u8) -> Vec<Value> {
    let mut v = given.to_vec();
    v.resize(total as usize, Value::Unbound);
    v
}

/// The name that complaints about a native show: with the class that it is a method of, or that it is bound to, or
/// with its module.
fn qualified_name(native: &NativeFunction, method: usize) -> String {
    let display = &native.name;
    match (&native.owner, &native.bound, &native.module) {
        (Some(_), Value::Type(t), _) if method == 1 => format!("{}.{display}", t.name()),
        (Some(owner), _, _) if method == 1 => format!("{}.{display}", owner.name()),
        (None, _, Some(module)) if module.as_str() != "builtins" => format!("{module}.{display}"),
        _ => display.to_string(),
    }
}

fn positional_only_count(vm: &Vm, native: &NativeFunction, def: &NativeDef, n: usize, method: usize) -> PyResult<()> {
    let a = &def.arity;
    let (min, max) = ((a.required as usize).saturating_sub(method), (a.total as usize).saturating_sub(method));
    if n >= min && n <= max {
        return Ok(());
    }
    let display = &native.name;
    let qualified = qualified_name(native, method);
    Err(vm.type_error(match (min, max) {
        _ if min == max && crate::vm::call::is_slot(native) => {
            format!("expected {min} argument{}, got {n}", plural(min))
        }
        (0, 0) => format!("{qualified}() takes no arguments ({n} given)"),
        (1, 1) => format!("{qualified}() takes exactly one argument ({n} given)"),
        _ if min == max => format!("{display} expected {min} argument{}, got {n}", plural(min)),
        _ if n < min => format!("{display} expected at least {min} argument{}, got {n}", plural(min)),
        _ => format!("{display} expected at most {max} argument{}, got {n}", plural(max)),
    }))
}
