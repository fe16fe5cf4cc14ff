//! What is printed of an exception, collected first: collecting may run the program's own code (`__str__`, `__dir__`),
//! writing cannot fail.

use super::{stack, suggest, syntax};
use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::types::exceptions::group;
use crate::value::Value;
use crate::vm::Vm;

/// The exceptions of one printout; links are indices.
pub struct Report {
    pub entries: Vec<Entry>,
}

/// One exception.
pub struct Entry {
    pub frames: Vec<stack::FrameText>,
    /// `module.Name`, or the name alone for builtins and the main module.
    pub type_name: String,
    /// `str()` of it, with "Did you mean" added.
    pub message: String,
    pub notes: Vec<String>,
    pub syntax: Option<syntax::Place>,
    pub cause: Option<usize>,
    pub context: Option<usize>,
    pub suppress_context: bool,
    /// The members of a group.
    pub members: Option<Vec<usize>>,
}

/// The text of an attribute, when it is there and a str.
pub(super) fn text_attr(vm: &Vm, object: &Value, name: &str) -> Option<String> {
    let value = vm.get_attr_opt(object, &vm.intern(name)).ok()??;
    value.as_str().map(|s| s.as_str().to_owned())
}

/// `str(value)`, or what stands for it when that raises.
fn safe_str(vm: &Vm, value: &Value, what: &str) -> String {
    vm.str(value).map_or_else(|_| format!("<{what} str() failed>"), |s| s.as_str().to_owned())
}

impl Report {
    /// Collects `exc` and everything it is linked to; each exception once, so that loops end.
    pub fn new(vm: &Vm, exc: &Ref<Exception>) -> Report {
        let mut report = Report { entries: Vec::new() };
        let mut seen = std::collections::HashSet::new();
        let mut queue = vec![(report.add(vm, exc, &mut seen), exc.clone())];
        while let Some((index, exc)) = queue.pop() {
            let mut link = |other: &Option<Ref<Exception>>| {
                let other = other.as_ref().filter(|e| !seen.contains(&e.addr()))?;
                let at = report.add(vm, other, &mut seen);
                queue.push((at, other.clone()));
                Some(at)
            };
            let cause = link(&exc.cause.borrow().clone());
            let context =
                if cause.is_none() && !exc.suppress_context.get() { link(&exc.context.borrow().clone()) } else { None };
            let members = group::is_group(vm, &exc).then(|| {
                let members = group::contents(&exc);
                let mut indices = Vec::with_capacity(members.len());
                for member in members.iter() {
                    if let Value::Exception(member) = member {
                        let at = report.add(vm, member, &mut seen);
                        queue.push((at, member.clone()));
                        indices.push(at);
                    }
                }
                indices
            });
            let entry = &mut report.entries[index];
            (entry.cause, entry.context, entry.members) = (cause, context, members);
        }
        report
    }

    fn add(&mut self, vm: &Vm, exc: &Ref<Exception>, seen: &mut std::collections::HashSet<usize>) -> usize {
        seen.insert(exc.addr());
        self.entries.push(Entry::new(vm, exc));
        self.entries.len() - 1
    }
}

impl Entry {
    fn new(vm: &Vm, exc: &Ref<Exception>) -> Entry {
        let value = Value::Exception(exc.clone());
        let class = exc.class();
        let syntax = class.is_subtype(&vm.exc.syntax_error).then(|| syntax::Place::of(vm, &value));
        let mut message = safe_str(vm, &value, "exception");
        if syntax.is_none() {
            message += &suggest::hint(vm, exc);
        }
        Entry {
            frames: stack::frames(vm, exc),
            type_name: type_name(vm, &Value::Type(class)),
            message,
            notes: notes(vm, &value),
            syntax,
            cause: None,
            context: None,
            suppress_context: exc.suppress_context.get(),
            members: None,
        }
    }
}

/// The name of an exception's class as tracebacks show it.
pub(super) fn type_name(vm: &Vm, class: &Value) -> String {
    let name = text_attr(vm, class, "__qualname__").unwrap_or_else(|| "<unknown>".to_owned());
    match vm.get_attr_opt(class, &vm.names.__module__) {
        Ok(Some(module)) => match module.as_str().map(|m| m.as_str()) {
            Some("builtins" | "__main__") => name,
            Some(module) => format!("{module}.{name}"),
            None => format!("<unknown>.{name}"),
        },
        _ => format!("<unknown>.{name}"),
    }
}

/// The lines of `__notes__`.
fn notes(vm: &Vm, exc: &Value) -> Vec<String> {
    let notes = match vm.get_attr_opt(exc, &vm.names.__notes__) {
        Ok(None | Some(Value::None)) => return Vec::new(),
        Ok(Some(notes)) => notes,
        Err(e) => {
            let error = vm.repr(&e.into_value());
            let error = error.map_or_else(|_| "<__notes__ repr() failed>".to_owned(), |s| s.as_str().to_owned());
            return vec![format!("Ignored error getting __notes__: {error}")];
        }
    };
    let all = match notes.inner() {
        Value::List(l) => l.snapshot(),
        Value::Tuple(t) => t.to_vec(),
        _ => {
            let shown = vm.repr(&notes);
            return vec![shown.map_or_else(|_| "<__notes__ repr() failed>".to_owned(), |s| s.as_str().to_owned())];
        }
    };
    let lines = |note: &Value| safe_str(vm, note, "note").split('\n').map(str::to_owned).collect::<Vec<_>>();
    all.iter().flat_map(lines).collect()
}
