//! `timedelta`: a length of time in days, seconds and microseconds. Construction, attributes and text; arithmetic is in
//! `delta_arith`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, member, method};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::arguments::{bad_receiver, by_name};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, PyResult, Raised, Value, Vm};

use super::{delta_arith as arith, ordered, types};
use crate::support::{bigint, float_to_int, object};

pub(super) const MAX_DAYS: i32 = 999_999_999;
pub(super) const SECOND: i128 = 1_000_000;
pub(super) const DAY_MICROS: i128 = 86_400 * SECOND;

pub(super) static TIMEDELTA: TypeDef = TypeDef {
    doc: "Difference between two datetime values.\n\n\
          timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n\
          All arguments are optional and default to 0.\n\
          Arguments may be integers or floats, and may be positive or negative.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("timedelta", "datetime")
};

const METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.text()))),
    method("__hash__", "(self, /)", hash),
    method("__bool__", "(self, /)", |vm, a| Ok(Value::Bool(this(vm, &a[0])? != Delta::ZERO))),
    method("__reduce__", "(self, /)", reduce),
    method("total_seconds", "(self, /)", total_seconds),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ge)),
    method("__add__", "(self, value, /)", |vm, a| arith::sum(vm, &a[0], &a[1], 1)),
    method("__radd__", "(self, value, /)", |vm, a| arith::sum(vm, &a[1], &a[0], 1)),
    method("__sub__", "(self, value, /)", |vm, a| arith::sum(vm, &a[0], &a[1], -1)),
    method("__rsub__", "(self, value, /)", |vm, a| arith::sum(vm, &a[1], &a[0], -1)),
    method("__mul__", "(self, value, /)", arith::multiply),
    method("__rmul__", "(self, value, /)", arith::multiply),
    method("__truediv__", "(self, value, /)", arith::divide),
    method("__floordiv__", "(self, value, /)", arith::floor_divide),
    method("__mod__", "(self, value, /)", arith::remainder),
    method("__divmod__", "(self, value, /)", arith::divmod),
    method("__rtruediv__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__rfloordiv__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__rmod__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__rdivmod__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__neg__", "(self, /)", |vm, a| make(vm, -this(vm, &a[0])?.micros_in_all())),
    method("__pos__", "(self, /)", |vm, a| make(vm, this(vm, &a[0])?.micros_in_all())),
    method("__abs__", "(self, /)", |vm, a| make(vm, this(vm, &a[0])?.micros_in_all().abs())),
];

const GETSET: &[GetSet] = &[
    member("days", |vm, v| Ok(Value::Int(this(vm, v)?.days.into()))),
    member("seconds", |vm, v| Ok(Value::Int(this(vm, v)?.seconds.into()))),
    member("microseconds", |vm, v| Ok(Value::Int(this(vm, v)?.micros.into()))),
];

/// A length of time; seconds and microseconds are never negative, and as small as they can be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Delta {
    pub days: i32,
    pub seconds: i32,
    pub micros: i32,
}

impl NativeData for Delta {}

impl Delta {
    pub(super) const ZERO: Delta = Delta { days: 0, seconds: 0, micros: 0 };

    /// So many microseconds.
    pub(super) fn of_micros(vm: &Vm, total: i128) -> PyResult<Delta> {
        let days = total.div_euclid(DAY_MICROS);
        let rest = total.rem_euclid(DAY_MICROS);
        let Ok(days) = i32::try_from(days) else {
            return Err(too_large(vm));
        };
        if days.unsigned_abs() > MAX_DAYS.unsigned_abs() {
            return Err(vm.overflow_error(format!("days={days}; must have magnitude <= {MAX_DAYS}")));
        }
        Ok(Delta { days, seconds: (rest / SECOND) as i32, micros: (rest % SECOND) as i32 })
    }

    /// So many seconds.
    pub(super) fn of_seconds(seconds: i32) -> Delta {
        Delta { days: seconds.div_euclid(86_400), seconds: seconds.rem_euclid(86_400), micros: 0 }
    }

    pub(super) fn micros_in_all(self) -> i128 {
        i128::from(self.days) * DAY_MICROS + i128::from(self.seconds) * SECOND + i128::from(self.micros)
    }

    fn text(self) -> String {
        let days = match self.days {
            0 => String::new(),
            n => format!("{n} day{}, ", if n.abs() == 1 { "" } else { "s" }),
        };
        let (h, m, s) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        let micros = if self.micros == 0 { String::new() } else { format!(".{:06}", self.micros) };
        format!("{days}{h}:{m:02}:{s:02}{micros}")
    }
}

/// The length of time behind a value, when it is a `timedelta`.
pub(super) fn of(v: &Value) -> Option<Delta> {
    v.native::<Delta>().copied()
}

pub(super) fn this(vm: &Vm, v: &Value) -> PyResult<Delta> {
    of(v).ok_or_else(|| bad_receiver(vm, "datetime.timedelta", v))
}

/// A `timedelta` of so many microseconds.
pub(super) fn make(vm: &Vm, total: i128) -> PyResult {
    Ok(wrap(vm, Delta::of_micros(vm, total)?))
}

pub(super) fn wrap(vm: &Vm, delta: Delta) -> Value {
    object(&types(vm).timedelta, delta)
}

/// A `timedelta` of so many microseconds, as a large int.
pub(super) fn make_big(vm: &Vm, total: &BigInt) -> PyResult {
    // What does not fit is out of range in any case.
    make(vm, total.to_i128().unwrap_or(i128::MAX))
}

/// The arguments in the order in which they are added up, with the microseconds in each.
const PARTS: [(usize, &str, i64); 7] = [
    (2, "microseconds", 1),
    (3, "milliseconds", 1000),
    (1, "seconds", 1_000_000),
    (4, "minutes", 60_000_000),
    (5, "hours", 3_600_000_000),
    (0, "days", 86_400_000_000),
    (6, "weeks", 604_800_000_000),
];

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let names = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"].map(Some);
    let given = by_name(vm, args, "__new__", names)?;
    let mut sum: i128 = 0;
    // What is less than a microsecond is rounded once, at the end.
    let mut leftover = 0.0;
    for (i, name, factor) in PARTS {
        let v = &given[i];
        let whole = match v.inner() {
            Value::Unbound => continue,
            Value::Int(n) => i128::from(*n),
            Value::Bool(_) | Value::Big(_) => wide(vm, v)?,
            Value::Float(f) => {
                let rest = f.fract() * factor as f64;
                sum = added(vm, sum, rest as i128)?;
                leftover += rest.fract();
                wide(vm, &float_to_int(vm, f.trunc())?)?
            }
            _ => {
                let shown = vm.type_name(v);
                return Err(vm.type_error(format!("unsupported type for timedelta {name} component: {shown}")));
            }
        };
        sum = added(vm, sum, whole.checked_mul(factor.into()).ok_or_else(|| too_large(vm))?)?;
    }
    if leftover != 0.0 {
        let mut whole = f64::round(leftover);
        if (whole - leftover).abs() == 0.5 {
            // To the even sum.
            let odd = f64::from(u8::from(sum & 1 == 1));
            whole = 2.0 * f64::round((leftover + odd) * 0.5) - odd;
        }
        sum = added(vm, sum, whole as i128)?;
    }
    Ok(object(cls, Delta::of_micros(vm, sum)?))
}

fn too_large(vm: &Vm) -> Raised {
    vm.overflow_error("Python int too large to convert to C int")
}

fn added(vm: &Vm, a: i128, b: i128) -> PyResult<i128> {
    a.checked_add(b).ok_or_else(|| too_large(vm))
}

/// An int of any size, as far as a sum of microseconds may go.
fn wide(vm: &Vm, v: &Value) -> PyResult<i128> {
    bigint(v).to_i128().ok_or_else(|| too_large(vm))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let d = this(vm, &a[0])?;
    let parts = [("days", d.days), ("seconds", d.seconds), ("microseconds", d.micros)];
    let shown: Vec<String> = parts.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}={n}")).collect();
    let shown = if shown.is_empty() { "0".to_owned() } else { shown.join(", ") };
    Ok(Value::from(format!("{}({shown})", vm.type_name(&a[0]))))
}

fn parts(d: Delta) -> Value {
    Value::tuple([d.days, d.seconds, d.micros].map(|n| Value::Int(n.into())).to_vec())
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    vm.hash(&parts(this(vm, &a[0])?)).map(Value::Int)
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), parts(this(vm, &a[0])?)]))
}

fn total_seconds(vm: &Vm, a: &[Value]) -> PyResult {
    arith::ratio(vm, this(vm, &a[0])?.micros_in_all(), SECOND)
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let d = this(vm, &a[0])?;
    Ok(of(&a[1]).map_or(Value::NotImplemented, |other| ordered(op, d.cmp(&other))))
}
