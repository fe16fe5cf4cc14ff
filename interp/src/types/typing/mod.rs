//! The C side of `typing` (placeholder).
use crate::error::PyResult;
use crate::tree::Intrinsic;
use crate::value::Value;
use crate::vm::Vm;
pub fn intrinsic(vm: &Vm, _op: &Intrinsic, _args: &[Value]) -> PyResult {
    Err(vm.system_error("not there"))
}
