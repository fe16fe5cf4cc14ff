//! `_heapq`: lists as priority queues, smallest or (the functions whose names end in `_max`) largest first.
//!
//! Sifting works in the list in place as long as the comparisons need no Python code; from the first one that does, item
//! by item, looking at the list anew after each comparison.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::list::List;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm};

use crate::support::quick_less;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_heapq", doc: "Lists as priority queues.", functions: FUNCTIONS, init: |_, _| Ok(()) }];

const FUNCTIONS: &[NativeDef] = &[
    function("heappush", "(heap, item, /)", |vm, a| push(vm, a, "heappush", Order::Min)),
    function("heappop", "(heap, /)", |vm, a| pop(vm, a, "heappop", Order::Min)),
    function("heapify", "(heap, /)", |vm, a| heapify(vm, a, "heapify", Order::Min)),
    function("heapreplace", "(heap, item, /)", |vm, a| replace(vm, a, "heapreplace", Order::Min)),
    function("heappushpop", "(heap, item, /)", |vm, a| push_pop(vm, a, "heappushpop", Order::Min)),
    function("heappush_max", "(heap, item, /)", |vm, a| push(vm, a, "heappush_max", Order::Max)),
    function("heappop_max", "(heap, /)", |vm, a| pop(vm, a, "heappop_max", Order::Max)),
    function("heapify_max", "(heap, /)", |vm, a| heapify(vm, a, "heapify_max", Order::Max)),
    function("heapreplace_max", "(heap, item, /)", |vm, a| replace(vm, a, "heapreplace_max", Order::Max)),
    function("heappushpop_max", "(heap, item, /)", |vm, a| push_pop(vm, a, "heappushpop_max", Order::Max)),
    function("_heappop_max", "(heap, /)", |vm, a| pop(vm, a, "_heappop_max", Order::Max)),
    function("_heapify_max", "(heap, /)", |vm, a| heapify(vm, a, "_heapify_max", Order::Max)),
    function("_heapreplace_max", "(heap, item, /)", |vm, a| replace(vm, a, "_heapreplace_max", Order::Max)),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Min,
    Max,
}

impl Order {
    /// True when `a` belongs above `b`; `None` when only Python code can tell.
    #[inline]
    fn quick(self, a: &Value, b: &Value) -> Option<bool> {
        match self {
            Order::Min => quick_less(a, b),
            Order::Max => quick_less(b, a),
        }
    }

    fn slow(self, vm: &Vm, a: &Value, b: &Value) -> PyResult<bool> {
        match self {
            Order::Min => vm.less(a, b),
            Order::Max => vm.less(b, a),
        }
    }
}

fn heap<'a>(vm: &Vm, a: &'a [Value], name: &str) -> PyResult<&'a Ref<List>> {
    match a[0].inner() {
        Value::List(l) => Ok(l),
        _ => {
            let which = if a.len() > 1 { "argument 1" } else { "argument" };
            Err(vm.type_error(format!("{name}() {which} must be list, not {}", vm.type_name(&a[0]))))
        }
    }
}

#[cold]
fn changed(vm: &Vm) -> Raised {
    vm.runtime_error("list changed size during iteration")
}

/// Compares the items at two positions.
fn above(vm: &Vm, list: &List, order: Order, i: usize, j: usize) -> PyResult<bool> {
    let (Some(a), Some(b)) = (list.get(i), list.get(j)) else { return Err(changed(vm)) };
    let size = list.len();
    let result = order.slow(vm, &a, &b)?;
    if list.len() != size { Err(changed(vm)) } else { Ok(result) }
}

/// Moves the item at `pos` up towards `start` until its parent belongs above it.
fn sift_up(vm: &Vm, list: &List, order: Order, start: usize, mut pos: usize) -> PyResult<()> {
    {
        let mut items = list.borrow_mut();
        loop {
            if pos <= start {
                return Ok(());
            }
            let parent = (pos - 1) / 2;
            match order.quick(&items[pos], &items[parent]) {
                Some(true) => items.swap(pos, parent),
                Some(false) => return Ok(()),
                None => break,
            }
            pos = parent;
        }
    }
    while pos > start {
        let parent = (pos - 1) / 2;
        if !above(vm, list, order, pos, parent)? {
            break;
        }
        list.borrow_mut().swap(pos, parent);
        pos = parent;
    }
    Ok(())
}

/// Moves the item at `start` down to a leaf, the better child up each time, then up again to where it belongs: cheaper
/// than comparing with it on the way down, as it mostly comes from a leaf.
fn sift_down(vm: &Vm, list: &List, order: Order, start: usize) -> PyResult<()> {
    let end = list.len();
    let mut pos = start;
    {
        let mut items = list.borrow_mut();
        loop {
            let left = 2 * pos + 1;
            if left >= end {
                break;
            }
            let mut child = left;
            if left + 1 < end {
                match order.quick(&items[left], &items[left + 1]) {
                    Some(true) => {}
                    Some(false) => child = left + 1,
                    None => break,
                }
            }
            items.swap(pos, child);
            pos = child;
        }
    }
    while 2 * pos + 1 < end {
        let left = 2 * pos + 1;
        let child = if left + 1 < end && !above(vm, list, order, left, left + 1)? { left + 1 } else { left };
        list.borrow_mut().swap(pos, child);
        pos = child;
    }
    sift_up(vm, list, order, start, pos)
}

fn push(vm: &Vm, a: &[Value], name: &str, order: Order) -> PyResult {
    let list = heap(vm, a, name)?;
    list.push(a[1].clone());
    sift_up(vm, list, order, 0, list.len() - 1)?;
    Ok(Value::None)
}

fn pop(vm: &Vm, a: &[Value], name: &str, order: Order) -> PyResult {
    let list = heap(vm, a, name)?;
    let last = list.borrow_mut().pop();
    let Some(last) = last else { return Err(vm.index_error("index out of range")) };
    let first = match list.borrow_mut().first_mut() {
        Some(slot) => std::mem::replace(slot, last),
        None => return Ok(last),
    };
    sift_down(vm, list, order, 0)?;
    Ok(first)
}

fn replace(vm: &Vm, a: &[Value], name: &str, order: Order) -> PyResult {
    let list = heap(vm, a, name)?;
    let first = match list.borrow_mut().first_mut() {
        Some(slot) => std::mem::replace(slot, a[1].clone()),
        None => return Err(vm.index_error("index out of range")),
    };
    sift_down(vm, list, order, 0)?;
    Ok(first)
}

fn push_pop(vm: &Vm, a: &[Value], name: &str, order: Order) -> PyResult {
    let list = heap(vm, a, name)?;
    let Some(top) = list.get(0) else { return Ok(a[1].clone()) };
    let keep = match order.quick(&top, &a[1]) {
        Some(keep) => keep,
        None => order.slow(vm, &top, &a[1])?,
    };
    if !keep {
        return Ok(a[1].clone());
    }
    let first = match list.borrow_mut().first_mut() {
        Some(slot) => std::mem::replace(slot, a[1].clone()),
        None => return Err(vm.index_error("index out of range")),
    };
    sift_down(vm, list, order, 0)?;
    Ok(first)
}

fn heapify(vm: &Vm, a: &[Value], name: &str, order: Order) -> PyResult {
    let list = heap(vm, a, name)?;
    for i in (0..list.len() / 2).rev() {
        sift_down(vm, list, order, i)?;
    }
    Ok(Value::None)
}
