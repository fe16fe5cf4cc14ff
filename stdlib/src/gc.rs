//! `gc`: the switches of the cycle collector.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::Ref;
use taipan_interp::native::{Args, ModuleDef, function, function_raw};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "gc",
    doc: "The cycle collector's switches. Taipan frees an object when the last reference to it goes.",
    functions: &[
        function("collect", "(generation=2)", collect),
        function("enable", "()", |vm, _| switch(vm, true)),
        function("disable", "()", |vm, _| switch(vm, false)),
        function("isenabled", "()", |vm, _| Ok(Value::Bool(state(vm).enabled.get()))),
        function("get_count", "()", |_, _| Ok(ints(&[0, 0, 0]))),
        function("get_threshold", "()", |vm, _| Ok(ints(&state(vm).threshold.get()))),
        function("set_threshold", "(threshold0, threshold1=10, threshold2=10, /)", set_threshold),
        function("get_debug", "()", |vm, _| Ok(Value::Int(state(vm).debug.get()))),
        function("set_debug", "(flags, /)", |vm, a| {
            state(vm).debug.set(vm.index_i64(&a[0])?);
            Ok(Value::None)
        }),
        function("get_objects", "(generation=None)", |_, _| Ok(Value::list(Vec::new()))),
        function_raw("get_referrers", "(*objs)", |_, _: &Args| Ok(Value::list(Vec::new()))),
        function_raw("get_referents", "(*objs)", |_, _: &Args| Ok(Value::list(Vec::new()))),
        function("get_stats", "()", get_stats),
        function("is_tracked", "(obj, /)", |_, a| Ok(Value::Bool(is_container(&a[0])))),
        function("is_finalized", "(obj, /)", |_, _| Ok(Value::Bool(false))),
        function("freeze", "()", |_, _| Ok(Value::None)),
        function("unfreeze", "()", |_, _| Ok(Value::None)),
        function("get_freeze_count", "()", |_, _| Ok(Value::Int(0))),
    ],
    init,
}];

struct State {
    enabled: Cell<bool>,
    debug: Cell<i64>,
    threshold: Cell<[i64; 3]>,
    callbacks: RefCell<Value>,
}

fn state(vm: &Vm) -> std::rc::Rc<State> {
    vm.state(|_| State {
        enabled: Cell::new(true),
        debug: Cell::new(0),
        threshold: Cell::new([2000, 10, 0]),
        callbacks: RefCell::new(Value::None),
    })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    let callbacks = Value::list(Vec::new());
    state(vm).callbacks.replace(callbacks.clone());
    put("callbacks", callbacks);
    put("garbage", Value::list(Vec::new()));
    for (name, flag) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        put(name, Value::Int(flag));
    }
    Ok(())
}

fn ints(items: &[i64]) -> Value {
    Value::tuple(items.iter().copied().map(Value::Int).collect())
}

fn switch(vm: &Vm, on: bool) -> PyResult {
    state(vm).enabled.set(on);
    Ok(Value::None)
}

fn collect(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(generation) = a[0].bound()
        && !(0..=2).contains(&vm.index_i64(generation)?)
    {
        return Err(vm.value_error("invalid generation"));
    }
    // Finalisers that wait for their turn run now, as programs that call this expect.
    vm.run_pending()?;
    Ok(Value::Int(0))
}

fn set_threshold(vm: &Vm, a: &[Value]) -> PyResult {
    let state = state(vm);
    let mut threshold = state.threshold.get();
    for (slot, v) in threshold.iter_mut().zip(a) {
        if let Some(v) = v.bound() {
            *slot = vm.index_i64(v)?;
        }
    }
    state.threshold.set(threshold);
    Ok(Value::None)
}

fn get_stats(vm: &Vm, _: &[Value]) -> PyResult {
    let one = || {
        let d = Dict::new();
        for name in ["collections", "collected", "uncollectable"] {
            d.set_str(&vm.intern(name), Value::Int(0));
        }
        Value::Dict(Ref::new(d))
    };
    Ok(Value::list(vec![one(), one(), one()]))
}

fn is_container(v: &Value) -> bool {
    !matches!(
        v,
        Value::None
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Big(_)
            | Value::Complex(_)
            | Value::Bytes(_)
            | Value::ByteArray(_)
    )
}
