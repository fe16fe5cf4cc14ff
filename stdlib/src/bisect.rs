//! `_bisect` and `bisect`: searching and inserting in sorted lists.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::{PyResult, Value, Vm};

use crate::support::ssize_arg;

/// Both names of the module.
pub const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "_bisect", doc: DOC, functions: FUNCTIONS, init: |_, _| Ok(()) },
    ModuleDef { name: "bisect", doc: DOC, functions: FUNCTIONS, init: |_, _| Ok(()) },
];

const DOC: &str = "Searching and inserting in sorted lists.";

const FUNCTIONS: &[NativeDef] = &[
    function("bisect_right", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| search(vm, a, Side::Right).map(Value::Int)),
    function("bisect", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| search(vm, a, Side::Right).map(Value::Int)),
    function("bisect_left", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| search(vm, a, Side::Left).map(Value::Int)),
    function("insort_right", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| insort(vm, a, Side::Right)),
    function("insort", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| insort(vm, a, Side::Right)),
    function("insort_left", "(a, x, lo=0, hi=None, *, key=None)", |vm, a| insort(vm, a, Side::Left)),
];

/// Where to stand among equal items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The position for `x` (`a[1]`, which is a key already when there is a key function) in the sequence `a[0]`.
fn search(vm: &Vm, a: &[Value], side: Side) -> PyResult<i64> {
    let mut low = a[2].bound().map_or(Ok(0), |v| ssize_arg(vm, v))?;
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match a[3].some() {
        Some(v) => ssize_arg(vm, v)?,
        None => vm.len(&a[0])? as i64,
    };
    let key = a[4].some();
    while low < high {
        let middle = low + (high - low) / 2;
        let item = vm.get_item(&a[0], &Value::Int(middle))?;
        let item = match key {
            Some(f) => vm.call(f, &[item])?,
            None => item,
        };
        let go_left = match side {
            Side::Right => vm.less(&a[1], &item)?,
            Side::Left => !vm.less(&item, &a[1])?,
        };
        if go_left {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

fn insort(vm: &Vm, a: &[Value], side: Side) -> PyResult {
    let at = match a[4].some() {
        Some(f) => {
            let key = vm.call(f, std::slice::from_ref(&a[1]))?;
            search(vm, &[a[0].clone(), key, a[2].clone(), a[3].clone(), a[4].clone()], side)?
        }
        None => search(vm, a, side)?,
    };
    if let Value::List(list) = &a[0] {
        let mut items = list.borrow_mut();
        let at = usize::try_from(at).unwrap_or(0).min(items.len());
        items.insert(at, a[1].clone());
        return Ok(Value::None);
    }
    vm.call_method(&a[0], &vm.intern("insert"), &[Value::Int(at), a[1].clone()])?;
    Ok(Value::None)
}
