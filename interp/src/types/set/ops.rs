//! Set operations (placeholder).
use crate::error::PyResult;
use crate::types::set::Set;
use crate::value::Value;
use crate::vm::Vm;
pub fn add(vm: &Vm, set: &Set, key: Value) -> PyResult<bool> {
    let h = vm.hash(&key)?;
    set.data.borrow_mut().items.push((h, key));
    Ok(true)
}
