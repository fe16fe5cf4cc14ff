//! The builtin types: one file (representation) and, where there is much, a folder (methods) each.

pub mod bytes;
pub mod cell;
pub mod class;
pub mod code;
pub mod compare;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod exception;
pub mod exceptions;
pub mod float;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod hash;
pub mod instance;
pub mod int;
pub mod iterators;
pub mod list;
pub mod module;
pub mod range;
pub mod set;
pub mod slice;
pub mod str;
pub mod tuple;
pub mod typing;
pub mod weak;

use crate::vm::Vm;

/// Fills the builtin types from their tables.
pub fn define(vm: &Vm) {
    exceptions::define(vm);
}
