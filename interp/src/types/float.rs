//! `float`.

pub mod arith;
