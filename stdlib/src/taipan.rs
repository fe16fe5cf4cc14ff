//! `taipan`: what programs can ask of this interpreter that no other has.
//!
//! `virtual_time()` is a context manager: inside it, clocks stand still while code runs and jump when everything waits (see
//! the host's `virtual_time`). It is what tests put around code that sleeps.

use std::cell::Cell;

use taipan_interp::heap::NativeData;
use taipan_interp::host::virtual_time::VirtualTime as Clocks;
use taipan_interp::native::{ModuleDef, TypeDef, function, method};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use crate::support::add_type;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "taipan",
    doc: "What this interpreter offers beyond Python's library.",
    functions: &[function("is_virtual_time", "()", |vm, _| {
        Ok(Value::Bool(vm.host.virtual_time().is_some_and(Clocks::is_on)))
    })],
    init: |vm: &Vm, dict: &Dict| {
        add_type(vm, dict, &types(vm).virtual_time);
        Ok(())
    },
}];

struct Types {
    virtual_time: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| Types { virtual_time: vm.make_type(&VIRTUAL_TIME, None) })
}

/// How often it was entered and not left.
#[derive(Default)]
struct VirtualTime(Cell<usize>);

impl NativeData for VirtualTime {}

const VIRTUAL_TIME: TypeDef = TypeDef {
    doc: "A context manager: inside it clocks stand still while code runs, and jump to the next\n\
          timer when everything waits. When it ends, monotonic clocks go on from where they are;\n\
          time.time() tells the real time again.",
    layout: Layout::Native(0),
    new: Some(|vm, _, args| {
        if !args.values.is_empty() {
            return Err(vm.type_error(format!("virtual_time() takes no arguments ({} given)", args.values.len())));
        }
        Ok(Value::Object(ObjRef::new(types(vm).virtual_time.clone(), VirtualTime::default())))
    }),
    methods: &[method("__enter__", "(self, /)", enter), method("__exit__", "(self, type, value, traceback, /)", exit)],
    ..TypeDef::new("virtual_time", "taipan")
};

fn clocks(vm: &Vm) -> PyResult<&Clocks> {
    vm.host.virtual_time().ok_or_else(|| vm.runtime_error("the clocks of this host cannot be virtual"))
}

fn data<'a>(vm: &Vm, this: &'a Value) -> PyResult<&'a VirtualTime> {
    this.native::<VirtualTime>().ok_or_else(|| vm.type_error("descriptor called on the wrong type"))
}

fn enter(vm: &Vm, a: &[Value]) -> PyResult {
    let entered = &data(vm, &a[0])?.0;
    clocks(vm)?.start(vm.host.monotonic(), vm.host.now());
    entered.set(entered.get() + 1);
    Ok(a[0].clone())
}

fn exit(vm: &Vm, a: &[Value]) -> PyResult {
    let entered = &data(vm, &a[0])?.0;
    let Some(left) = entered.get().checked_sub(1) else {
        return Err(vm.runtime_error("virtual_time() is left more often than it was entered"));
    };
    entered.set(left);
    clocks(vm)?.stop(vm.host.system_monotonic());
    Ok(Value::None)
}
