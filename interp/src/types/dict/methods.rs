//! Methods of dict (placeholder).
use crate::error::PyResult;
use crate::types::dict::Dict;
use crate::value::Value;
use crate::vm::Vm;
pub fn merge(vm: &Vm, into: &Dict, from: &Value) -> PyResult<()> {
    if let Value::Dict(d) = from {
        for (k, v) in d.items() {
            vm.dict_set(into, &k, v)?;
        }
    }
    Ok(())
}
