//! `_imp`: what the library's import machinery (`importlib`) asks of the interpreter. Importing itself is
//! `interp/vm/import`: this only shows it in the terms of that machinery, where the embedded library counts as frozen.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::pylib;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_imp", doc: "(Extremely) low-level import machinery bits.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("acquire_lock", "()", |vm, _| vm.threads.import_lock.acquire(vm).map(Value::from)),
    function("release_lock", "()", |vm, _| vm.threads.import_lock.release(vm).map(Value::from)),
    function("lock_held", "()", |vm, _| Ok(Value::Bool(vm.threads.import_lock.is_held()))),
    function("extension_suffixes", "()", |_, _| Ok(Value::list(Vec::new()))),
    function("is_builtin", "(name, /)", |vm, a| Ok(Value::Int(i64::from(is_native(vm, name(vm, &a[0])?))))),
    function("create_builtin", "(spec, /)", |vm, a| {
        let wanted = vm.get_attr(&a[0], &vm.names.name)?;
        vm.import(name(vm, &wanted)?)
    }),
    function("exec_builtin", "(mod, /)", |_, _| Ok(Value::Int(0))),
    function("is_frozen", "(name, /)", |vm, a| Ok(Value::Bool(pylib::entry(name(vm, &a[0])?).is_some()))),
    function("is_frozen_package", "(name, /)", |vm, a| match pylib::entry(name(vm, &a[0])?) {
        Some(entry) => Ok(Value::Bool(entry.package)),
        None => Err(no_frozen(vm, &a[0])),
    }),
    function("find_frozen", "(name, /, *, withdata=False)", find_frozen),
    function("get_frozen_object", "(name, data=None, /)", get_frozen_object),
    function("init_frozen", "(name, /)", |vm, a| vm.import(name(vm, &a[0])?)),
    function("_frozen_module_names", "()", |_, _| Ok(Value::list(Vec::new()))),
    function("_override_frozen_modules_for_tests", "(override, /)", |_, _| Ok(Value::None)),
    function("_override_multi_interp_extensions_check", "(override, /)", |_, _| Ok(Value::Int(0))),
    function("_fix_co_filename", "(code, path, /)", |_, _| Ok(Value::None)),
    function("create_dynamic", "(spec, file=None, /)", |vm, _| {
        Err(vm.import_error("Taipan does not load extension modules"))
    }),
    function("exec_dynamic", "(mod, /)", |_, _| Ok(Value::Int(0))),
    function("source_hash", "(key, source)", source_hash),
];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    dict.set_str(&vm.intern("check_hash_based_pycs"), Value::str("default"));
    // Of no CPython: their compiled files are none of ours.
    dict.set_str(&vm.intern("pyc_magic_number_token"), Value::Int(0x0a0d_7470));
    Ok(())
}

fn name<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a str> {
    match v.as_str() {
        Some(s) => Ok(s.as_str()),
        None => Err(vm.type_error(format!("argument must be str, not {}", vm.type_name(v)))),
    }
}

fn is_native(vm: &Vm, name: &str) -> bool {
    matches!(name, "sys" | "builtins") || vm.native_modules.borrow().contains_key(name)
}

fn no_frozen(vm: &Vm, name: &Value) -> taipan_interp::Raised {
    let shown = name.as_str().map_or_else(String::new, |s| s.to_string());
    vm.import_error(format!("No such frozen object named {shown}"))
}

/// (data, is it a package, the name it was frozen under).
fn find_frozen(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(entry) = pylib::entry(name(vm, &a[0])?) else { return Ok(Value::None) };
    Ok(Value::tuple(vec![Value::None, Value::Bool(entry.package), Value::str(entry.name)]))
}

fn get_frozen_object(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(entry) = pylib::entry(name(vm, &a[0])?) else { return Err(no_frozen(vm, &a[0])) };
    Ok(Value::Code(vm.code_of(&pylib::found(vm, entry))?))
}

/// Only ever compared with itself.
fn source_hash(vm: &Vm, a: &[Value]) -> PyResult {
    let key = vm.index_i64(&a[0])?;
    let source = buffer::required(vm, &a[1])?;
    let hash = source
        .iter()
        .fold(key as u64 ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    Ok(Value::Bytes(Bytes::new(&hash.to_le_bytes())))
}
