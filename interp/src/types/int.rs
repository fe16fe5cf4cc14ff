//! `int`: ints that fit 64 bits are [`crate::value::Value::Int`]; this file holds the larger ones. Arithmetic is in
//! `arith`, what the constructor accepts in `convert`, the methods in `methods`.

pub mod arith;
pub mod bytes;
pub mod convert;
pub mod methods;

use num_bigint::BigInt;

use crate::heap::Object;

/// An int that does not fit 64 bits.
pub struct BigIntObj(pub BigInt);

impl Object for BigIntObj {
    const CONTAINER: bool = false;
}
