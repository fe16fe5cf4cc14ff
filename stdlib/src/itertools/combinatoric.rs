//! `product`, `permutations`, `combinations` and `combinations_with_replacement`: tuples of items of pools.
//!
//! Each keeps the indices of the tuple it handed out last and moves them on; the items come from the pools.

use std::cell::RefCell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::TypeDef;
use taipan_interp::types::arguments::by_name;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use super::{ITER, NEXT, iterator_type, only_keyword};
use crate::support::{object, ssize_arg};

iterator_type!(PRODUCT, "product", product_new, "Every way to take one item of each iterable.");
iterator_type!(PERMUTATIONS, "permutations", permutations_new, "Every arrangement of r items.");
iterator_type!(
    COMBINATIONS,
    "combinations",
    combinations_new,
    "Every choice of r items, in the order of the iterable."
);
iterator_type!(
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    replacement_new,
    "Every choice of r items, each as often as it likes."
);

/// How far an iterator here has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Fresh,
    Running,
    Done,
}

struct ProductState {
    phase: Phase,
    indices: Vec<usize>,
    /// The items at the indices.
    items: Vec<Value>,
}

struct Product {
    pools: Vec<Tuple>,
    state: RefCell<ProductState>,
}

impl ProductState {
    /// Moves the rightmost index that can move; false when none can.
    fn advance(&mut self, pools: &[Tuple]) -> bool {
        for i in (0..pools.len()).rev() {
            let index = self.indices[i] + 1;
            if index < pools[i].len() {
                self.indices[i] = index;
                self.items[i] = pools[i][index].clone();
                return true;
            }
            self.indices[i] = 0;
            self.items[i] = pools[i][0].clone();
        }
        false
    }
}

impl NativeData for Product {
    taipan_interp::traverses!(pools);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let mut state = self.state.borrow_mut();
        let goes_on = match state.phase {
            Phase::Fresh => self.pools.iter().all(|p| !p.is_empty()),
            Phase::Running => state.advance(&self.pools),
            Phase::Done => false,
        };
        if !goes_on {
            state.phase = Phase::Done;
            return Ok(None);
        }
        if state.phase == Phase::Fresh {
            state.phase = Phase::Running;
            state.items = self.pools.iter().map(|p| p[0].clone()).collect();
        }
        Ok(Some(Value::Tuple(Tuple::from_slice(&state.items))))
    }
}

fn product_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let repeat = match only_keyword(vm, args, "product", "repeat")? {
        Some(n) => ssize_arg(vm, &n)?,
        None => 1,
    };
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(vm.value_error("repeat argument cannot be negative"));
    };
    let given: Vec<Tuple> = args.pos().iter().map(|v| vm.collect(v).map(Tuple::new)).collect::<PyResult<_>>()?;
    // More pools than this could not be walked through anyway.
    if given.len().checked_mul(repeat).is_none_or(|n| n > 1 << 28) {
        return Err(vm.overflow_error("repeat argument too large"));
    }
    let n = given.len() * repeat;
    let pools: Vec<Tuple> = given.iter().cycle().take(n).cloned().collect();
    let state = ProductState { phase: Phase::Fresh, indices: vec![0; n], items: Vec::new() };
    Ok(object(cls, Product { pools, state: RefCell::new(state) }))
}

/// The state of the three that choose from one pool.
struct ChoiceState {
    phase: Phase,
    indices: Vec<usize>,
    /// Permutations only: how many changes each position has left before it starts over.
    cycles: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Kind {
    Combinations,
    Replacement,
    Permutations,
}

struct Choice {
    pool: Tuple,
    r: usize,
    kind: Kind,
    state: RefCell<ChoiceState>,
}

impl Choice {
    fn new(pool: Vec<Value>, r: usize, kind: Kind) -> Choice {
        let n = pool.len();
        let (possible, indices, cycles) = match kind {
            Kind::Combinations => (r <= n, (0..r.min(n)).collect(), Vec::new()),
            Kind::Replacement if n == 0 => (r == 0, Vec::new(), Vec::new()),
            Kind::Replacement => (true, vec![0; r], Vec::new()),
            Kind::Permutations => (r <= n, (0..n).collect(), (0..r.min(n)).map(|i| n - i).collect()),
        };
        let phase = if possible { Phase::Fresh } else { Phase::Done };
        Choice { pool: Tuple::new(pool), r, kind, state: RefCell::new(ChoiceState { phase, indices, cycles }) }
    }
}

impl ChoiceState {
    fn next_combination(&mut self, n: usize) -> bool {
        let r = self.indices.len();
        let Some(i) = (0..r).rev().find(|&i| self.indices[i] != i + n - r) else { return false };
        let first = self.indices[i] + 1;
        for (j, index) in self.indices[i..].iter_mut().enumerate() {
            *index = first + j;
        }
        true
    }

    fn next_with_replacement(&mut self, n: usize) -> bool {
        let Some(i) = self.indices.iter().rposition(|&index| index + 1 != n) else { return false };
        let index = self.indices[i] + 1;
        self.indices[i..].fill(index);
        true
    }

    fn next_permutation(&mut self, n: usize) -> bool {
        for i in (0..self.cycles.len()).rev() {
            self.cycles[i] -= 1;
            if self.cycles[i] == 0 {
                self.indices[i..].rotate_left(1);
                self.cycles[i] = n - i;
            } else {
                let other = n - self.cycles[i];
                self.indices.swap(i, other);
                return true;
            }
        }
        false
    }
}

impl NativeData for Choice {
    taipan_interp::traverses!(pool);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> PyResult<Option<Value>> {
        let mut state = self.state.borrow_mut();
        let n = self.pool.len();
        let goes_on = match (state.phase, self.kind) {
            (Phase::Fresh, _) => true,
            (Phase::Done, _) => false,
            (_, Kind::Combinations) => state.next_combination(n),
            (_, Kind::Replacement) => state.next_with_replacement(n),
            (_, Kind::Permutations) => state.next_permutation(n),
        };
        if !goes_on {
            state.phase = Phase::Done;
            return Ok(None);
        }
        state.phase = Phase::Running;
        let items = state.indices[..self.r].iter().map(|&i| self.pool[i].clone()).collect();
        Ok(Some(Value::tuple(items)))
    }
}

fn size(vm: &Vm, r: &Value) -> PyResult<usize> {
    usize::try_from(ssize_arg(vm, r)?).map_err(|_| vm.value_error("r must be non-negative"))
}

fn choice_new(vm: &Vm, cls: &TypeRef, args: &Args, name: &str, kind: Kind) -> PyResult {
    let [iterable, r] = by_name(vm, args, name, [Some("iterable"), Some("r")])?;
    for (v, parameter, pos) in [(&iterable, "iterable", 1), (&r, "r", 2)] {
        if v.is_unbound() {
            return Err(vm.type_error(format!("{name}() missing required argument '{parameter}' (pos {pos})")));
        }
    }
    let pool = vm.collect(&iterable)?;
    Ok(object(cls, Choice::new(pool, size(vm, &r)?, kind)))
}

fn combinations_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    choice_new(vm, cls, args, "combinations", Kind::Combinations)
}

fn replacement_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    choice_new(vm, cls, args, "combinations_with_replacement", Kind::Replacement)
}

fn permutations_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [iterable, r] = by_name(vm, args, "permutations", [Some("iterable"), Some("r")])?;
    if iterable.is_unbound() {
        return Err(vm.type_error("permutations() missing required argument 'iterable' (pos 1)"));
    }
    let pool = vm.collect(&iterable)?;
    let r = match r.some() {
        None => pool.len(),
        Some(r @ (Value::Int(_) | Value::Big(_) | Value::Bool(_))) => size(vm, r)?,
        Some(r) if matches!(r.inner(), Value::Int(_)) => size(vm, r)?,
        Some(_) => return Err(vm.type_error("Expected int as r")),
    };
    Ok(object(cls, Choice::new(pool, r, Kind::Permutations)))
}
