//! `complex`: a pair of floats.

pub mod arith;

use crate::heap::Object;

/// A complex number.
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Object for Complex {
    const CONTAINER: bool = false;
}
