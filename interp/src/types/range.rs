//! `range`: three ints, kept as Python ints because any of them may be large. The methods are in the folder beside
//! this file.

pub mod methods;

use crate::heap::Object;
use crate::value::Value;

/// A Python range; the fields are `Value::Int` or `Value::Big`.
pub struct Range {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Object for Range {
    const CONTAINER: bool = false;
}

impl Range {
    /// The three as machine ints, when they all are.
    #[inline]
    pub fn small(&self) -> Option<(i64, i64, i64)> {
        match (&self.start, &self.stop, &self.step) {
            (Value::Int(a), Value::Int(b), Value::Int(c)) => Some((*a, *b, *c)),
            _ => None,
        }
    }
}

impl Range {
    /// A range of machine ints.
    pub fn of(start: i64, stop: i64, step: i64) -> Range {
        Range { start: Value::Int(start), stop: Value::Int(stop), step: Value::Int(step) }
    }
}

/// How many items a range of machine ints has.
pub fn small_len(start: i64, stop: i64, step: i64) -> u64 {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    let n =
        if step > 0 { (stop - start + step - 1).div_euclid(step) } else { (start - stop - step - 1).div_euclid(-step) };
    u64::try_from(n.max(0)).unwrap_or(u64::MAX)
}
