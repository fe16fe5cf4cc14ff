//! "Did you mean" in tracebacks: the names that were within reach of the one that was not found.

use super::report::text_attr;
use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::types::exceptions::field;
use crate::types::frame::Frame;
use crate::value::Value;
use crate::vm::Vm;

/// Among more names than this nothing is suggested: it would take too long for what it is worth.
const MAX_CANDIDATES: usize = 750;

/// What to add to the message of a NameError, AttributeError or ImportError: the empty text when nothing is near.
pub(super) fn hint(vm: &Vm, exc: &Ref<Exception>) -> String {
    let class = exc.class();
    let is = |t: &crate::types::class::TypeRef| class.is_subtype(t);
    let value = Value::Exception(exc.clone());
    if is(&vm.exc.import_error) {
        let Some(wrong) = text_attr(vm, &value, "name_from") else { return String::new() };
        return did_you_mean(in_module(vm, &value, &wrong));
    }
    if is(&vm.exc.attribute_error) {
        let Some(wrong) = text_attr(vm, &value, "name") else { return String::new() };
        return did_you_mean(in_object(vm, exc, &value, &wrong));
    }
    if is(&vm.exc.name_error) {
        let Some(wrong) = text_attr(vm, &value, "name") else { return String::new() };
        let near = in_scope(vm, exc, &wrong);
        let found = near.is_some();
        let mut hint = did_you_mean(near);
        if is_stdlib_module(&wrong) {
            hint += if found { " Or did" } else { ". Did" };
            hint += &format!(" you forget to import '{wrong}'?");
        }
        return hint;
    }
    String::new()
}

fn did_you_mean(name: Option<String>) -> String {
    name.map(|n| format!(". Did you mean: '{n}'?")).unwrap_or_default()
}

/// `dir(object)`, as text; nothing when it raises.
fn dir(vm: &Vm, object: &Value) -> Vec<String> {
    let Some(dir) = vm.builtins.get_str(&vm.intern("dir")) else { return Vec::new() };
    match vm.call(&dir, std::slice::from_ref(object)).and_then(|names| vm.collect(&names)) {
        Ok(names) => texts(&names),
        Err(_) => Vec::new(),
    }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(|v| v.as_str().map(|s| s.as_str().to_owned())).collect()
}

fn nearest(names: &[String], wrong: &str) -> Option<String> {
    if names.len() > MAX_CANDIDATES {
        return None;
    }
    crate::vm::suggest::closest(wrong, names.iter().map(String::as_str)).map(str::to_owned)
}

fn without_private(mut names: Vec<String>, wrong: &str) -> Vec<String> {
    if !wrong.starts_with('_') {
        names.retain(|n| !n.starts_with('_'));
    }
    names
}

fn in_module(vm: &Vm, exc: &Value, wrong: &str) -> Option<String> {
    let name = text_attr(vm, exc, "name")?;
    let module = vm.import(&name).ok()?;
    nearest(&without_private(dir(vm, &module), wrong), wrong)
}

fn in_object(vm: &Vm, exc: &Exception, value: &Value, wrong: &str) -> Option<String> {
    let object = vm.get_attr_opt(value, &vm.names.obj).ok()??;
    let names = dir(vm, &object);
    // Inside a method, `self._private` is the class's own business.
    let own = matches!(exc.field(field::SELF), Value::Bool(true));
    nearest(&if own { names } else { without_private(names, wrong) }, wrong)
}

fn in_scope(vm: &Vm, exc: &Exception, wrong: &str) -> Option<String> {
    let mut last = exc.traceback.borrow().clone()?;
    while let Some(next) = { last.next.borrow().clone() } {
        last = next;
    }
    let mut names = texts(&vm.builtins.keys());
    if let Some(frame) = last.frame.get::<Frame>() {
        let variables = frame.variables(vm);
        let this = variables.iter().find(|(name, _)| *name == vm.names.self_);
        if let Some((_, this)) = this
            && let Ok(Some(_)) = vm.get_attr_opt(this, &vm.intern(wrong))
        {
            return Some(format!("self.{wrong}"));
        }
        let globals = texts(&frame.globals().keys());
        // The order decides between names that are equally near.
        names = variables.iter().map(|(name, _)| name.to_string()).chain(globals).chain(names).collect();
    }
    nearest(&names, wrong)
}

fn is_stdlib_module(name: &str) -> bool {
    crate::sys::STDLIB_MODULES.binary_search(&name).is_ok()
}
