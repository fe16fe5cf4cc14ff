//! Generic aliases (placeholder).
use crate::error::PyResult;
use crate::value::Value;
use crate::vm::Vm;
pub fn make(_vm: &Vm, origin: &Value, _args: &Value) -> PyResult {
    Ok(origin.clone())
}
