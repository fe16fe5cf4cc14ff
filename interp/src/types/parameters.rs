//! Arguments of constructors that take them by position or by name.

use crate::error::PyResult;
use crate::native::Args;
use crate::value::Value;
use crate::vm::Vm;

/// One value a name, unbound where nothing was given; the first `required` must be given.
///
/// # Errors
/// TypeError for missing, surplus and unknown arguments.
pub fn bind(vm: &Vm, what: &str, names: &[&str], required: usize, args: &Args) -> PyResult<Vec<Value>> {
    let pos = args.pos();
    let total = args.values.len();
    if total > names.len() {
        let s = if names.len() == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{what}() takes at most {} argument{s} ({total} given)", names.len())));
    }
    let mut out = pos.to_vec();
    out.resize(names.len(), Value::Unbound);
    for (key, v) in args.keywords() {
        match names.iter().position(|n| *n == key.as_str()) {
            Some(i) if i < pos.len() => {
                let at = i + 1;
                return Err(vm.type_error(format!("argument for {what}() given by name ('{key}') and position ({at})")));
            }
            Some(i) => out[i] = v.clone(),
            None => {
                return Err(vm.type_error(format!("{what}() got an unexpected keyword argument '{key}'")));
            }
        }
    }
    match out[..required].iter().position(Value::is_unbound) {
        Some(i) => {
            let (name, at) = (names[i], i + 1);
            Err(vm.type_error(format!("{what}() missing required argument '{name}' (pos {at})")))
        }
        None => Ok(out),
    }
}

/// A builtin function as the running code has it, for recipes that name one (`getattr` in a pickle).
///
/// # Errors
/// AttributeError when builtins lack it.
pub fn builtin(vm: &Vm, name: &str) -> PyResult {
    let name = vm.intern(name);
    let found = match vm.frames.nth(0, |f, _| f.func.clone()) {
        Some(func) => vm.builtin_seen_by(&func, &name)?,
        None => vm.builtins.get_str(&name),
    };
    found.ok_or_else(|| vm.attribute_error(name.as_str()))
}
