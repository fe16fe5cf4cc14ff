//! Arithmetic (placeholder).
use crate::error::PyResult;
use crate::tree::{BinOp, CmpOp};
use crate::value::Value;
use crate::vm::Vm;
pub fn binary(_vm: &Vm, _op: BinOp, _a: &Value, _b: &Value) -> Option<PyResult> {
    None
}
pub fn compare(_op: CmpOp, _a: &Value, _b: &Value) -> Option<bool> {
    None
}
