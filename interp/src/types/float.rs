//! `float`: a [`crate::value::Value::Float`]. Arithmetic is in `arith`, hexadecimal text in `hex`, the methods in
//! `methods`.

pub mod arith;
pub mod hex;
pub mod methods;
