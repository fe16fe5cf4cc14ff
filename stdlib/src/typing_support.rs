//! `_typing`: the native types behind `typing`, which the interpreter owns.

use taipan_interp::native::{ModuleDef, function};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::typing;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_typing",
    doc: "Primitives and accelerators for the typing module.",
    functions: &[function("_idfunc", "(x, /)", |_, a| Ok(a[0].clone()))],
    init,
}];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let t = &vm.types;
    for (name, ty) in [
        ("TypeVar", &t.typevar),
        ("ParamSpec", &t.paramspec),
        ("TypeVarTuple", &t.typevartuple),
        ("ParamSpecArgs", &t.paramspec_args),
        ("ParamSpecKwargs", &t.paramspec_kwargs),
        ("TypeAliasType", &t.type_alias),
        ("Generic", &t.generic),
        ("Union", &t.union),
    ] {
        dict.set_str(&vm.intern(name), Value::Type(ty.clone()));
    }
    dict.set_str(&vm.intern("NoDefault"), typing::no_default(vm));
    Ok(())
}
