//! Module objects: a namespace with a name.

pub mod methods;

pub use methods::{late_global, missing_attribute};

use std::cell::RefCell;
use std::rc::Rc;

use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::ModuleSource;

/// A Python module.
pub struct Module {
    /// `ModuleType` or a subclass of it.
    pub class: RefCell<TypeRef>,
    pub dict: Ref<Dict>,
    pub weak: WeakSlot,
    /// Imported, but not run yet: see `vm::import`.
    pub deferred: RefCell<Option<Deferred>>,
}

/// Where the text of a module comes from that is run when it is first used.
pub struct Deferred {
    pub source: Rc<dyn ModuleSource>,
    pub name: String,
}

impl Module {
    /// A module that is what its namespace says.
    pub fn new(class: TypeRef, dict: Ref<Dict>) -> Module {
        Module { class: RefCell::new(class), dict, weak: WeakSlot::default(), deferred: RefCell::new(None) }
    }
}

impl Object for Module {
    const POOL: Pool = Pool::Module;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.class.traverse(v);
        self.dict.traverse(v);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Module(this.clone()))
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}
