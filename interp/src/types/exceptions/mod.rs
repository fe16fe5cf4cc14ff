//! Exceptions (placeholder).
use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::value::Value;
use crate::vm::Vm;
pub mod field {
    pub const VALUE: usize = 0;
    pub const NAME: usize = 0;
    pub const OBJ: usize = 1;
    pub const MODULE: usize = 1;
    pub const PATH: usize = 2;
    pub const NAME_FROM: usize = 3;
}
pub fn init_fields(_vm: &Vm, _e: &Ref<Exception>) {}
pub fn define(_vm: &Vm) {}
pub fn os_error(vm: &Vm, e: &std::io::Error, _f: Option<&str>) -> Raised {
    vm.error(&vm.exc.os_error, e.to_string())
}
pub mod group {
    use super::*;
    pub fn star_result(_vm: &Vm, _o: &Ref<Exception>, _r: Vec<Ref<Exception>>) -> PyResult<Option<Ref<Exception>>> {
        Ok(None)
    }
}
pub fn add_note(_vm: &Vm, _e: &Ref<Exception>, _n: &str) -> PyResult<()> {
    Ok(())
}
pub fn traceback_value(_vm: &Vm, _e: &Ref<Exception>) -> Value {
    Value::None
}
