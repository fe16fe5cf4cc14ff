//! `atexit`: functions to call when the program ends.

use std::cell::RefCell;

use taipan_interp::native::{Args, ModuleDef, function, function_raw};
use taipan_interp::traceback::report_unraisable;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "atexit",
    doc: "Functions to call when the program ends, the last registered first.",
    functions: &[
        function_raw("register", "(func, /, *args, **kwargs)", register),
        function("unregister", "(func, /)", unregister),
        function("_clear", "()", |vm, _| {
            let old = state(vm).calls.take();
            drop(old);
            Ok(Value::None)
        }),
        function("_ncallbacks", "()", |vm, _| Ok(Value::from(registered(vm)))),
        function("_run_exitfuncs", "()", |vm, _| {
            run(vm);
            Ok(Value::None)
        }),
    ],
    init: |_: &Vm, _: &Dict| Ok(()),
}];

struct Call {
    function: Value,
    values: Vec<Value>,
    names: Vec<Str>,
}

#[derive(Default)]
struct State {
    calls: RefCell<Vec<Call>>,
}

fn state(vm: &Vm) -> std::rc::Rc<State> {
    vm.state(|_| State::default())
}

fn register(vm: &Vm, args: &Args) -> PyResult {
    let Some(function) = args.pos().first() else {
        return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
    };
    if vm.lookup_special(function, &vm.names.__call__).is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let call = Call { function: function.clone(), values: args.values[1..].to_vec(), names: args.names.to_vec() };
    let module = vm.get_attr_opt(function, &vm.names.__module__)?;
    let state = state(vm);
    let mut calls = state.calls.borrow_mut();
    let reserved =
        calls.iter().position(|c| c.function.is_unbound() && module.as_ref().is_some_and(|m| m.is(&c.values[0])));
    match reserved {
        Some(place) => calls[place] = call,
        None => calls.push(call),
    }
    Ok(function.clone())
}

/// Keeps the place of a function that a module registers when it runs, which is later than it is imported: what the
/// program registers in between is still called first.
pub fn reserve(vm: &Vm, module: &str) {
    let call = Call { function: Value::Unbound, values: vec![Value::Str(vm.intern(module))], names: Vec::new() };
    state(vm).calls.borrow_mut().push(call);
}

fn registered(vm: &Vm) -> usize {
    state(vm).calls.borrow().iter().filter(|c| !c.function.is_unbound()).count()
}

fn unregister(vm: &Vm, a: &[Value]) -> PyResult {
    let state = state(vm);
    let mut i = 0;
    loop {
        // `==` may run Python code: nothing is borrowed meanwhile.
        let Some(function) = state.calls.borrow().get(i).map(|c| c.function.clone()) else { break };
        if !function.is_unbound() && vm.eq(&function, &a[0])? {
            let mut calls = state.calls.borrow_mut();
            if i < calls.len() {
                let old = calls.remove(i);
                drop(calls);
                drop(old);
            }
        } else {
            i += 1;
        }
    }
    Ok(Value::None)
}

/// Calls what was registered, the last first. Errors are reported and do not stop the others.
pub fn run(vm: &Vm) {
    let state = state(vm);
    loop {
        let Some(call) = state.calls.borrow_mut().pop() else { break };
        if call.function.is_unbound() {
            continue;
        }
        if let Err(e) = vm.call_args(&call.function, &Args { values: &call.values, names: &call.names }) {
            report_unraisable(vm, e, Some("Exception ignored in atexit callback"), &call.function);
        }
    }
}
