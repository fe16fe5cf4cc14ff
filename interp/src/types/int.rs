//! `int`: ints that fit 64 bits are [`crate::value::Value::Int`]; this file holds the larger ones.

pub mod arith;

use num_bigint::BigInt;

use crate::heap::Object;

/// An int that does not fit 64 bits.
pub struct BigIntObj(pub BigInt);

impl Object for BigIntObj {
    const CONTAINER: bool = false;
}
