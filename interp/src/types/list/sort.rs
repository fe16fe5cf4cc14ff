//! Sorting: stable, with keys, for any `<` that Python code may define.
//!
//! Lists of ints, floats and text are handed to the standard library's sort, which may assume a total order. All
//! others go through a merge sort of our own: Python's `<` may raise, contradict itself or change the list, and the
//! standard library's sort may panic on an order that is none.

use std::cmp::Ordering;

use super::List;
use crate::error::PyResult;
use crate::value::Value;
use crate::vm::Vm;

/// `list.sort(key=…, reverse=…)`.
pub fn sort_list(vm: &Vm, list: &List, key: Option<&Value>, reverse: bool) -> PyResult<()> {
    // The list is empty while it is sorted, so that code that looks at it sees no half-sorted state.
    let mut items = list.take();
    let mut outcome = sort_values(vm, &mut items, key, reverse);
    if key.is_some() && vm.pending.flag.get() {
        // Finalisers of the keys run before the list is whole again, and may be caught changing it.
        outcome = outcome.and(vm.run_pending());
    }
    let mut slot = list.borrow_mut();
    let modified = slot.capacity() > 0;
    let meanwhile = std::mem::replace(&mut *slot, items);
    drop(slot);
    drop(meanwhile);
    outcome?;
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

/// Sorts `items`. On an error they are left in some order, none lost.
pub fn sort_values(vm: &Vm, items: &mut Vec<Value>, key: Option<&Value>, reverse: bool) -> PyResult<()> {
    let Some(key) = key else { return sort_by_keys(vm, items, |v| v, reverse) };
    let mut keys = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(vm.call(key, std::slice::from_ref(item))?);
    }
    let mut pairs: Vec<(Value, Value)> = keys.into_iter().zip(items.drain(..)).collect();
    let outcome = sort_by_keys(vm, &mut pairs, |p| &p.0, reverse);
    items.extend(pairs.into_iter().map(|p| p.1));
    outcome
}

/// What all keys have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Str,
    Mixed,
}

fn kind_of(v: &Value) -> Kind {
    match v {
        Value::Int(_) => Kind::Int,
        // NaN has no place in a total order.
        Value::Float(f) if !f.is_nan() => Kind::Float,
        Value::Str(_) => Kind::Str,
        _ => Kind::Mixed,
    }
}

fn sort_by_keys<T>(vm: &Vm, items: &mut [T], key: impl Fn(&T) -> &Value + Copy, reverse: bool) -> PyResult<()> {
    let Some(first) = items.first() else { return Ok(()) };
    let kind = kind_of(key(first));
    // Equal items keep their order in a reverse sort too: reversing before and after does that.
    if reverse {
        items.reverse();
    }
    let uniform = kind != Kind::Mixed && items.iter().all(|t| kind_of(key(t)) == kind);
    let outcome = if uniform {
        items.sort_by(|a, b| simple_order(key(a), key(b)));
        Ok(())
    } else {
        merge_sort(items, &mut |a, b| less(vm, key(a), key(b)))
    };
    if reverse {
        items.reverse();
    }
    outcome
}

/// `a < b`, with a short way for tuples, the commonest keys of more than one part.
fn less(vm: &Vm, a: &Value, b: &Value) -> PyResult<bool> {
    let (Value::Tuple(x), Value::Tuple(y)) = (a, b) else { return vm.less(a, b) };
    for (x, y) in x.iter().zip(y.iter()) {
        if vm.eq(x, y)? {
            continue;
        }
        return vm.less(x, y);
    }
    Ok(x.len() < y.len())
}

#[inline]
fn simple_order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Str(a), Value::Str(b)) => crate::types::str::ops::order(a, b),
        _ => Ordering::Equal,
    }
}

/// Runs shorter than this are grown by insertion: shorter ones cost more merges, longer ones more moves.
const MIN_RUN: usize = 32;

/// Lists shorter than this are sorted by insertion alone. Up to here the comparisons made are CPython's, one by one: that
/// shows where `<` prints, counts or raises.
const ONE_RUN: usize = 64;

type Less<'a, T, E> = dyn FnMut(&T, &T) -> Result<bool, E> + 'a;

/// A stable merge sort over natural runs. Items are permuted by index, so that an error loses nothing.
pub fn merge_sort<T, E>(items: &mut [T], less: &mut Less<T, E>) -> Result<(), E> {
    let n = items.len();
    if n < 2 {
        return Ok(());
    }
    let mut order: Vec<u32> = (0..n as u32).collect();
    let outcome = sort_order(items, &mut order, less);
    apply(items, order);
    outcome
}

/// Puts `items[order[i]]` at `i`.
fn apply<T>(items: &mut [T], mut order: Vec<u32>) {
    for i in 0..order.len() {
        // Follow the cycle that starts at `i`; a finished position refers to itself.
        let mut at = i;
        loop {
            let from = order[at] as usize;
            order[at] = at as u32;
            if from == i {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

fn sort_order<T, E>(items: &[T], order: &mut [u32], less: &mut Less<T, E>) -> Result<(), E> {
    let n = order.len();
    let min_run = if n < ONE_RUN { n } else { MIN_RUN };
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut buffer = Vec::new();
    let mut start = 0;
    while start < n {
        let mut end = natural_run(items, order, start, less)?;
        let least = (start + min_run).min(n);
        if end < least {
            insert_sorted(items, order, start, end, least, less)?;
            end = least;
        }
        runs.push((start, end));
        start = end;
        // Lengths on the stack fall towards its top, so that merges are balanced.
        while let [.., (a, b), (_, d)] = runs[..] {
            let grown = match runs[..] {
                [.., (x, y), _, _] => y - x <= (b - a) + (d - b),
                _ => false,
            };
            if !grown && b - a > d - b {
                break;
            }
            if let [.., (x, _), _, _] = runs[..]
                && a - x < d - b
            {
                let top = runs.len() - 1;
                merge(items, &mut order[x..b], a - x, &mut buffer, less)?;
                runs[top - 2] = (x, b);
                runs.remove(top - 1);
            } else {
                merge(items, &mut order[a..d], b - a, &mut buffer, less)?;
                runs.pop();
                let top = runs.len() - 1;
                runs[top] = (a, d);
            }
        }
    }
    while let [.., (a, b), (_, d)] = runs[..] {
        merge(items, &mut order[a..d], b - a, &mut buffer, less)?;
        runs.pop();
        let top = runs.len() - 1;
        runs[top] = (a, d);
    }
    Ok(())
}

/// The end of the run that begins at `start`: what is not descending, or not ascending and then turned around (equal items
/// keep their order) and continued by what is not descending.
fn natural_run<T, E>(items: &[T], order: &mut [u32], start: usize, less: &mut Less<T, E>) -> Result<usize, E> {
    let mut below = |a: u32, b: u32| less(&items[a as usize], &items[b as usize]);
    let mut end = start + 1;
    while end < order.len() && !below(order[end], order[end - 1])? {
        end += 1;
    }
    if end == order.len() {
        return Ok(end);
    }
    if end - start > 1 && below(order[start], order[end - 1])? {
        return Ok(end);
    }
    // What came so far is all equal, and a smaller item follows. Groups of equal items are turned around as they end:
    // turning the whole around restores their order.
    order[start..end].reverse();
    let mut group = end;
    end += 1;
    let outcome = loop {
        if end == order.len() {
            break Ok(());
        }
        match below(order[end], order[end - 1]) {
            Ok(true) => {
                order[group..end].reverse();
                group = end;
            }
            Ok(false) => match below(order[end - 1], order[end]) {
                Ok(false) => {}
                ended => break ended.map(drop),
            },
            Err(e) => break Err(e),
        }
        end += 1;
    };
    order[group..end].reverse();
    order[start..end].reverse();
    outcome?;
    while end < order.len() && !below(order[end], order[end - 1])? {
        end += 1;
    }
    Ok(end)
}

/// Inserts positions `sorted..end` into the sorted run `start..sorted`, each found by bisection.
fn insert_sorted<T, E>(
    items: &[T],
    order: &mut [u32],
    start: usize,
    sorted: usize,
    end: usize,
    less: &mut Less<T, E>,
) -> Result<(), E> {
    for i in sorted..end {
        let pivot = order[i];
        let (mut low, mut high) = (start, i);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(&items[pivot as usize], &items[order[middle] as usize])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        order[low..=i].rotate_right(1);
    }
    Ok(())
}

/// Merges the sorted runs `..middle` and `middle..` of `order`.
fn merge<T, E>(
    items: &[T],
    order: &mut [u32],
    middle: usize,
    buffer: &mut Vec<u32>,
    less: &mut Less<T, E>,
) -> Result<(), E> {
    buffer.clear();
    buffer.extend_from_slice(&order[..middle]);
    let (mut left, mut right, mut out) = (0, middle, 0);
    let mut outcome = Ok(());
    while left < buffer.len() && right < order.len() {
        let take_right = match less(&items[order[right] as usize], &items[buffer[left] as usize]) {
            Ok(yes) => yes,
            Err(e) => {
                outcome = Err(e);
                break;
            }
        };
        if take_right {
            order[out] = order[right];
            right += 1;
        } else {
            order[out] = buffer[left];
            left += 1;
        }
        out += 1;
    }
    // What is left of the buffer closes the gap exactly, also when a comparison raised.
    order[out..out + buffer.len() - left].copy_from_slice(&buffer[left..]);
    outcome
}

#[cfg(test)]
mod tests {
    use super::merge_sort;

    fn numbers(n: usize, modulus: u64) -> Vec<(u64, usize)> {
        let mut x = 12345u64;
        (0..n)
            .map(|i| {
                x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((x >> 33) % modulus, i)
            })
            .collect()
    }

    #[test]
    fn sorts_stably() {
        for n in [0, 1, 2, 3, 31, 32, 33, 64, 100, 1000, 5000] {
            for modulus in [2, 10, 1 << 30] {
                let mut items = numbers(n, modulus);
                let mut expected = items.clone();
                expected.sort_by_key(|p| p.0);
                merge_sort::<_, ()>(&mut items, &mut |a, b| Ok(a.0 < b.0)).expect("no error");
                assert_eq!(items, expected);
            }
        }
    }

    #[test]
    fn loses_nothing_on_errors() {
        for fail_at in 0..600 {
            let mut items = numbers(100, 50);
            let mut expected = items.clone();
            let mut calls = 0;
            let _ = merge_sort(&mut items, &mut |a, b| {
                calls += 1;
                if calls > fail_at { Err(()) } else { Ok(a.0 < b.0) }
            });
            items.sort_unstable();
            expected.sort_unstable();
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn survives_orders_that_are_none() {
        let mut x = 1u32;
        let mut items = numbers(1000, 1000);
        let _ = merge_sort::<_, ()>(&mut items, &mut |_, _| {
            x = x.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            Ok(x & 0x10000 != 0)
        });
        assert_eq!(items.len(), 1000);
    }
}
