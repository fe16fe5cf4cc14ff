//! `all`, `any`, `iter`, `next`, `aiter` and `anext`.

use crate::error::PyResult;
use crate::heap::Flow;
use crate::native::{NativeDef, function};
use crate::types::generator::GenKind;
use crate::types::iterators;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function("all", "(iterable, /)", |vm, a| quantify(vm, &a[0], false)).doc("True if no item is false."),
    function("any", "(iterable, /)", |vm, a| quantify(vm, &a[0], true)).doc("True if some item is true."),
    function("iter", "(object, sentinel=<unrepresentable>, /)", iter)
        .doc("An iterator over an iterable; or one that calls a function until it returns the sentinel."),
    function("next", "(iterator, default=<unrepresentable>, /)", next)
        .doc("The next item of an iterator; at its end the default, or StopIteration if there is none."),
    function("aiter", "(async_iterable, /)", aiter).doc("The async iterator of an async iterable."),
    function("anext", "(aiterator, default=<unrepresentable>, /)", anext)
        .doc("An awaitable for the next item of an async iterator, or for the default at its end."),
];

/// Looks for an item whose truth is `wanted`: the answer is `wanted` when there is one.
fn quantify(vm: &Vm, iterable: &Value, wanted: bool) -> PyResult {
    let mut answer = !wanted;
    vm.for_each(iterable, &mut |item| {
        if vm.truth(&item)? == wanted {
            answer = wanted;
            return Ok(false);
        }
        Ok(true)
    })?;
    Ok(Value::Bool(answer))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(sentinel) = a[1].bound() else { return vm.iter(&a[0]) };
    if !super::objects::is_callable(vm, &a[0]) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(iterators::callable_iterator(vm, a[0].clone(), sentinel.clone()))
}

/// `__next__()`, with the StopIteration that it ends with: a generator's return value is in it.
fn step(vm: &Vm, it: &Value) -> PyResult {
    match it {
        Value::Gen(g) if g.kind == GenKind::Generator => match vm.resume(g, Ok(Value::None))? {
            Flow::Yield(v) | Flow::Item(v) | Flow::Await(v) => Ok(v),
            Flow::Return(v) => Err(vm.stop_iteration(v)),
        },
        _ => match vm.call_special(it, &vm.names.__next__, &[])? {
            Some(v) => Ok(v),
            None => Err(vm.type_error(format!("'{}' object is not an iterator", vm.type_name(it)))),
        },
    }
}

fn next(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(default) = a[1].bound() else { return step(vm, &a[0]) };
    if !vm.is_iterator(&a[0]) {
        return step(vm, &a[0]);
    }
    Ok(vm.next(&a[0])?.unwrap_or_else(|| default.clone()))
}

fn aiter(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(it) = vm.call_special(&a[0], &vm.names.__aiter__, &[])? else {
        return Err(vm.type_error(format!("'{}' object is not an async iterable", vm.type_name(&a[0]))));
    };
    if vm.lookup_special(&it, &vm.names.__anext__).is_none() {
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{}'", vm.type_name(&it))));
    }
    Ok(it)
}

fn anext(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(awaitable) = vm.call_special(&a[0], &vm.names.__anext__, &[])? else {
        return Err(vm.type_error(format!("'{}' object is not an async iterator", vm.type_name(&a[0]))));
    };
    match a[1].bound() {
        Some(default) => Ok(crate::types::generator::wrappers::anext_awaitable(vm, awaitable, default.clone())),
        None => Ok(awaitable),
    }
}
