//! The end of an interpreter: the modules go, and with them what has a finaliser to run.
//!
//! What CPython does, in its order: `sys.modules` is emptied, which frees the modules that nothing else refers to; a
//! collection takes what refers to itself, functions and their globals above all; modules that are left lose their
//! names. It is done only when there is a finaliser to run: otherwise nobody would see it, and ending a process is
//! quicker.

use std::rc::Rc;

use super::Vm;
use crate::heap::Ref;
use crate::types::class::{Type, TypeFlags};
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::generator::Gen;
use crate::types::instance::{Instance, is_native_finalized};
use crate::types::weak::WeakLink;
use crate::value::Value;

impl Vm {
    /// Runs the finalisers of what is left at the end of the program.
    pub fn tear_down(&self) {
        if !self.has_finalizers() {
            return;
        }
        for name in ["last_exc", "last_type", "last_value", "last_traceback"] {
            if crate::sys::get(self, name).is_some() {
                crate::sys::set(self, name, Value::None);
            }
        }
        let mut modules: Vec<Rc<WeakLink>> = Vec::new();
        for (name, module) in self.modules.items() {
            if let (Value::Str(name), Value::Module(m)) = (&name, &module)
                && !matches!(name.as_str(), "sys" | "builtins")
            {
                modules.push(m.weak.register(&module, &self.pending));
                self.modules.remove_str(name);
            }
        }
        self.handled.replace(None);
        self.settle();
        for module in modules.iter().rev() {
            if let Some(Value::Module(m)) = module.target() {
                clear_names(&m.dict);
                self.drain_pending();
            }
        }
        self.settle();
    }

    fn settle(&self) {
        self.drain_pending();
        self.collect_garbage(2);
    }

    fn has_finalizers(&self) -> bool {
        let of_classes = |vm: &Vm| {
            vm.heap.any::<Instance>(|i| i.class.has(TypeFlags::DEL) && !i.finalized.get())
                || vm.heap.any::<Exception>(|e| e.class().has(TypeFlags::DEL) && !e.finalized.get())
                || vm.heap.any_native(|o| o.with_class(|c| c.has(TypeFlags::DEL)) && !is_native_finalized(o))
        };
        self.heap.any::<Gen>(Gen::needs_finalizer)
            || (self.heap.any::<Type>(|t| t.has(TypeFlags::DEL)) && of_classes(self))
    }
}

/// Sets the names of a module to None, private ones first, as programs count on in their finalisers.
fn clear_names(dict: &Ref<Dict>) {
    let is_private = |name: &str| name.starts_with('_') && !name.starts_with("__");
    for private in [true, false] {
        for (name, value) in dict.items() {
            if let Value::Str(name) = &name
                && is_private(name.as_str()) == private
                && name.as_str() != "__builtins__"
                && !value.is_none()
            {
                drop(value);
                dict.set_str(name, Value::None);
            }
        }
    }
}
