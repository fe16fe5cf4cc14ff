//! Builtins (placeholder).
pub fn define(_vm: &crate::vm::Vm) {}
