//! `gc`: the cycle collector's switches, and looking at what it knows. The collector itself is `vm::collector`.

use taipan_interp::heap::{Ref, collect};
use taipan_interp::native::{Args, ModuleDef, function, function_raw};
use taipan_interp::types::class::TypeFlags;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::list::List;
use taipan_interp::vm::collector::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, DEBUG_STATS};
use taipan_interp::{PyResult, Value, Vm};

/// `DEBUG_UNCOLLECTABLE`: there is nothing that cannot be collected.
const DEBUG_UNCOLLECTABLE: i64 = 4;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "gc",
    doc: "The cycle collector: frees objects that only refer to each other.",
    functions: &[
        function("collect", "(generation=2)", run),
        function("enable", "()", |vm, _| switch(vm, true)),
        function("disable", "()", |vm, _| switch(vm, false)),
        function("isenabled", "()", |vm, _| Ok(Value::Bool(vm.collector.enabled.get()))),
        function("get_count", "()", |vm, _| {
            Ok(ints(&[i64::try_from(vm.objects_since_collection()).unwrap_or(i64::MAX), 0, 0]))
        }),
        function("get_threshold", "()", |vm, _| Ok(ints(&vm.collector.threshold.get()))),
        function("set_threshold", "(threshold0, threshold1=10, threshold2=10, /)", set_threshold),
        function("get_debug", "()", |vm, _| Ok(Value::Int(vm.collector.debug.get()))),
        function("set_debug", "(flags, /)", |vm, a| {
            vm.collector.debug.set(vm.index_i64(&a[0])?);
            Ok(Value::None)
        }),
        function("get_objects", "(generation=None)", get_objects),
        function_raw("get_referrers", "(*objs)", get_referrers),
        function_raw("get_referents", "(*objs)", |_, args: &Args| {
            Ok(Value::list(args.pos().iter().flat_map(collect::referents).collect()))
        }),
        function("get_stats", "()", get_stats),
        function("is_tracked", "(obj, /)", |_, a| Ok(Value::Bool(is_tracked(&a[0])))),
        function("is_finalized", "(obj, /)", |_, a| Ok(Value::Bool(is_finalized(&a[0])))),
        function("freeze", "()", |vm, _| {
            vm.collector.frozen.set(vm.heap.live());
            Ok(Value::None)
        }),
        function("unfreeze", "()", |vm, _| {
            vm.collector.frozen.set(0);
            Ok(Value::None)
        }),
        function("get_freeze_count", "()", |vm, _| Ok(Value::from(vm.collector.frozen.get() as usize))),
    ],
    init,
}];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    let (callbacks, garbage) = (Ref::new(List::new(Vec::new())), Ref::new(List::new(Vec::new())));
    vm.collector.callbacks.replace(Some(callbacks.clone()));
    vm.collector.garbage.replace(Some(garbage.clone()));
    put("callbacks", Value::List(callbacks));
    put("garbage", Value::List(garbage));
    for (name, flag) in [
        ("DEBUG_STATS", DEBUG_STATS),
        ("DEBUG_COLLECTABLE", DEBUG_COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE),
        ("DEBUG_SAVEALL", DEBUG_SAVEALL),
        ("DEBUG_LEAK", DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL),
    ] {
        put(name, Value::Int(flag));
    }
    Ok(())
}

fn ints(items: &[i64]) -> Value {
    Value::tuple(items.iter().copied().map(Value::Int).collect())
}

fn switch(vm: &Vm, on: bool) -> PyResult {
    vm.collector.enabled.set(on);
    Ok(Value::None)
}

fn run(vm: &Vm, a: &[Value]) -> PyResult {
    let generation = match a[0].bound() {
        Some(n) => vm.index_i64(n)?,
        None => 2,
    };
    match usize::try_from(generation) {
        Ok(generation @ 0..=2) => Ok(Value::from(vm.collect_garbage(generation))),
        _ => Err(vm.value_error("invalid generation")),
    }
}

fn set_threshold(vm: &Vm, a: &[Value]) -> PyResult {
    let mut threshold = vm.collector.threshold.get();
    for (slot, v) in threshold.iter_mut().zip(a) {
        if let Some(v) = v.bound() {
            *slot = vm.index_i64(v)?;
        }
    }
    vm.collector.threshold.set(threshold);
    vm.schedule_collection(0);
    Ok(Value::None)
}

fn get_stats(vm: &Vm, _: &[Value]) -> PyResult {
    let generations = *vm.collector.statistics.borrow();
    let one = |s: &taipan_interp::vm::collector::Statistics| {
        let d = Dict::new();
        for (name, n) in [("collections", s.collections), ("collected", s.collected), ("uncollectable", 0)] {
            d.set_str(&vm.intern(name), Value::Int(n));
        }
        Value::Dict(Ref::new(d))
    };
    Ok(Value::list(generations.iter().map(one).collect()))
}

fn get_objects(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(generation) = a[0].some() {
        match vm.index_i64(generation)? {
            n if n < 0 => return Err(vm.value_error("generation parameter cannot be negative")),
            n if n > 2 => {
                return Err(
                    vm.value_error("generation parameter must be less than the number of available generations (3)")
                );
            }
            _ => {}
        }
    }
    Ok(Value::list(vm.heap.objects().iter().filter_map(collect::Handle::value).filter(is_tracked).collect()))
}

fn get_referrers(vm: &Vm, args: &Args) -> PyResult {
    let wanted: Vec<usize> = args.pos().iter().filter(|v| v.is_heap()).map(Value::heap_addr).collect();
    Ok(Value::list(vm.heap.referrers(|addr| wanted.contains(&addr))))
}

/// As CPython: what can hold others, but for tuples and dicts that hold nothing of the kind.
fn is_tracked(v: &Value) -> bool {
    match v {
        Value::Tuple(t) => t.iter().any(is_tracked),
        Value::Dict(d) => d.items().iter().any(|(k, v)| is_tracked(k) || is_tracked(v)),
        Value::Instance(i) => i.class.has(TypeFlags::DICT) || i.slots.is_some() || is_tracked(&i.payload),
        Value::Native(f) => !f.bound.is_unbound() || f.owner.is_some() || f.module.is_some(),
        other => collect::is_known(other),
    }
}

fn is_finalized(v: &Value) -> bool {
    match v {
        Value::Instance(i) => i.finalized.get(),
        Value::Exception(e) => e.finalized.get(),
        Value::Gen(g) => g.is_finalized(),
        Value::Object(o) => taipan_interp::types::instance::is_native_finalized(o),
        _ => false,
    }
}
