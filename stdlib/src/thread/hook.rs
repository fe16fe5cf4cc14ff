//! `_excepthook`: what is written of an exception that ended a thread.

use taipan_interp::{PyResult, Value, Vm, sys, traceback};

use super::types;

pub const FIELDS: &[&str] = &["exc_type", "exc_value", "exc_traceback", "thread"];

/// Handles an uncaught exception of `Thread.run()`.
pub fn excepthook(vm: &Vm, a: &[Value]) -> PyResult {
    let fields = match a[0].inner() {
        Value::Tuple(t) if vm.class_of(&a[0]).is(&types(vm).hook_args) => t.items(),
        _ => return Err(vm.type_error("_thread._excepthook argument type must be ExceptHookArgs")),
    };
    let [class, value, _, thread] = fields else { return Ok(Value::None) };
    if matches!(class, Value::Type(t) if t.is(&vm.exc.system_exit)) {
        return Ok(Value::None);
    }
    let file = match sys::get(vm, "stderr").filter(|f| !f.is_none()) {
        Some(file) => file,
        None if thread.is_none() => return Ok(Value::None),
        None => match vm.get_attr(thread, &vm.intern("_stderr"))? {
            Value::None => return Ok(Value::None),
            file => file,
        },
    };
    let name = match thread {
        Value::None => Value::from(vm.thread.ident),
        thread => match vm.get_attr_opt(thread, &vm.intern("_name"))? {
            Some(name) => name,
            None => Value::from(vm.thread.ident),
        },
    };
    let mut text = format!("Exception in thread {}:\n", vm.str(&name)?);
    match value {
        Value::Exception(exc) => text += &traceback::format_exception(vm, exc)?,
        _ => text += &format!("{}\n", vm.type_name(value)),
    }
    sys::write_to(vm, &file, &text)?;
    vm.call_method(&file, &vm.intern("flush"), &[])
}
