//! Module objects: a namespace with a name.

pub mod methods;

pub use methods::missing_attribute;

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
