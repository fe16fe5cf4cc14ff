//! `operator` (and `_operator`): the operators as functions ([`functions`]), and callables that get an item, an
//! attribute or a method of their argument ([`getters`]).

mod functions;
mod getters;

use taipan_interp::native::ModuleDef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::support::{add_type, set};

/// Both names of the module.
pub const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "_operator", doc: DOC, functions: functions::FUNCTIONS, init },
    ModuleDef { name: "operator", doc: DOC, functions: &[], init: init_public },
];

const DOC: &str = "Python's operators as functions.";

/// Functions that stand in for operators, with the special method's name as another name of theirs.
const DUNDERS: &[&str] = &[
    "lt",
    "le",
    "eq",
    "ne",
    "ge",
    "gt",
    "not",
    "abs",
    "add",
    "and",
    "floordiv",
    "index",
    "inv",
    "invert",
    "lshift",
    "mod",
    "mul",
    "matmul",
    "neg",
    "or",
    "pos",
    "pow",
    "rshift",
    "sub",
    "truediv",
    "xor",
    "concat",
    "contains",
    "delitem",
    "getitem",
    "setitem",
    "call",
    "iadd",
    "iand",
    "iconcat",
    "ifloordiv",
    "ilshift",
    "imod",
    "imul",
    "imatmul",
    "ior",
    "ipow",
    "irshift",
    "isub",
    "itruediv",
    "ixor",
];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    for def in [&getters::ITEMGETTER, &getters::ATTRGETTER, &getters::METHODCALLER] {
        add_type(vm, module, &vm.make_type(def, None));
    }
    Ok(())
}

fn init_public(vm: &Vm, module: &Dict) -> PyResult<()> {
    let Value::Module(native) = vm.import("_operator")? else { return Ok(()) };
    let mut all = Vec::new();
    for (key, value) in native.dict.items() {
        if let Some(name) = key.as_str()
            && !name.as_str().starts_with('_')
        {
            module.set_str(name, value);
            all.push(key.clone());
        }
    }
    for name in DUNDERS {
        let function = module.get_str(&vm.intern(name)).or_else(|| module.get_str(&vm.intern(&format!("{name}_"))));
        if let Some(f) = function {
            set(vm, module, &format!("__{name}__"), f);
        }
    }
    all.sort_by(|a, b| a.as_str().map(|s| s.as_str()).cmp(&b.as_str().map(|s| s.as_str())));
    set(vm, module, "__all__", Value::list(all));
    Ok(())
}
