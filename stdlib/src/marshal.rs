//! `marshal`: there are no compiled files, so there is nothing to write or to read.

use taipan_interp::native::{ModuleDef, function};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "marshal",
    doc: "Taipan keeps no compiled files: nothing can be marshalled.",
    functions: &[
        function("dumps", "(value, version=5, /)", |vm, _| Err(vm.value_error("unmarshallable object"))),
        function("dump", "(value, file, version=5, /)", |vm, _| Err(vm.value_error("unmarshallable object"))),
        function("loads", "(bytes, /)", |vm, _| Err(vm.eof_error("marshal data too short"))),
        function("load", "(file, /)", |vm, _| Err(vm.eof_error("marshal data too short"))),
    ],
    init: |vm: &Vm, dict: &Dict| -> PyResult<()> {
        dict.set_str(&vm.intern("version"), Value::Int(5));
        Ok(())
    },
}];
