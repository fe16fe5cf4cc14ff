//! Module objects: a namespace with a name.

use crate::heap::{Object, Ref};
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::weak::WeakSlot;

/// A Python module.
pub struct Module {
    /// `ModuleType` or a subclass of it.
    pub class: std::cell::RefCell<TypeRef>,
    pub dict: Ref<Dict>,
    pub weak: WeakSlot,
}

impl Object for Module {
    fn dying(&self) {
        self.weak.clear();
    }
}

/// What a module that lacks `name` answers (placeholder).
pub fn missing_attribute(vm: &crate::vm::Vm, m: &Ref<Module>, name: &crate::types::str::Str) -> crate::error::PyResult {
    Err(vm.no_attribute(&crate::value::Value::Module(m.clone()), name.as_str()))
}
