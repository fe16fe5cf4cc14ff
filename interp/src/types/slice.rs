//! `slice` objects. The methods are in the folder beside this file; resolving one is `types::sequence`'s business.

pub mod methods;

use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::value::Value;

/// A Python slice; each part is any object, `None` where it was left out.
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Object for Slice {
    const POOL: Pool = Pool::Slice;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.start.traverse(v);
        self.stop.traverse(v);
        self.step.traverse(v);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Slice(this.clone()))
    }
}
