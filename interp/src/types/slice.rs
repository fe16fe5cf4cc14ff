//! `slice` objects. The methods are in the folder beside this file; resolving one is `types::sequence`'s business.

pub mod methods;

use crate::heap::Object;
use crate::value::Value;

/// A Python slice; each part is any object, `None` where it was left out.
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Object for Slice {}
