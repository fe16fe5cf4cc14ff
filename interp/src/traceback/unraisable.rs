//! Errors that nobody can catch: raised by finalisers, callbacks and the like. They are reported and forgotten.

use super::{report, stack};
use crate::error::Raised;
use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::value::Value;
use crate::vm::Vm;

/// Reports `err`, raised where it cannot go anywhere. `what` says where (`None`: "Exception ignored in"), `object` is
/// shown behind it unless it is None. Calls `sys.unraisablehook` when the program has put its own there.
pub fn report_unraisable(vm: &Vm, err: Raised, what: Option<&str>, object: &Value) {
    let exc = err.0;
    let args = crate::sys::unraisable_args(vm, &exc, what, object);
    let hook = crate::sys::get(vm, "unraisablehook");
    match hook {
        // The hook of the interpreter itself, and no hook at all: the short way.
        None | Some(Value::None) => default_unraisable_hook(vm, &exc, what, object),
        Some(hook) if crate::sys::is_default_hook(vm, "unraisablehook", &hook) => {
            default_unraisable_hook(vm, &exc, what, object);
        }
        Some(hook) => {
            if let Err(second) = vm.call(&hook, &[args]) {
                default_unraisable_hook(vm, &second.0, Some("Exception ignored in sys.unraisablehook"), &hook);
            }
        }
    }
}

/// What `sys.__unraisablehook__` writes.
pub fn default_unraisable_hook(vm: &Vm, exc: &Ref<Exception>, what: Option<&str>, object: &Value) {
    let shown = object.some().map(|o| match vm.repr(o) {
        Ok(text) => text.as_str().to_owned(),
        Err(_) => "<object repr() failed>".to_owned(),
    });
    let mut text = match (what, shown) {
        (Some(what), Some(object)) => format!("{what}: {object}\n"),
        (Some(what), None) => format!("{what}:\n"),
        (None, Some(object)) => format!("Exception ignored in: {object}\n"),
        (None, None) => String::new(),
    };
    let frames = stack::frames(vm, exc);
    if !frames.is_empty() {
        text += "Traceback (most recent call last):\n";
        text.extend(stack::format(&frames, stack::FrameText::plain));
    }
    let name = report::type_name(vm, &Value::Type(exc.class()));
    match vm.str(&Value::Exception(exc.clone())) {
        Ok(message) => text += &format!("{name}: {message}\n"),
        Err(_) => text += &format!("{name}: <exception str() failed>\n"),
    }
    crate::sys::stderr_write(vm, &text);
}
