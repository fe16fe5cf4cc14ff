//! Tracebacks (placeholder).
use crate::error::Raised;
use crate::heap::Ref;
use crate::types::generator::Gen;
use crate::value::Value;
use crate::vm::Vm;
pub fn report_unraisable(_vm: &Vm, _e: Raised, _what: Option<&str>, _object: &Value) {}
pub fn warn_never_awaited(_vm: &Vm, _g: &Ref<Gen>) {}
