//! `complex`: a pair of floats. Arithmetic is in `arith`, the methods in `methods`.

pub mod arith;
pub mod methods;

use crate::heap::{Object, Ref};
use crate::value::Value;

/// A complex number.
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Object for Complex {
    const CONTAINER: bool = false;
}

impl Complex {
    /// The number as a value.
    pub fn value(re: f64, im: f64) -> Value {
        Value::Complex(Ref::new(Complex { re, im }))
    }
}
