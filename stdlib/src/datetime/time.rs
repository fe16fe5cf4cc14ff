//! `time`: a time of day, which may be one of a zone.

use std::cmp::Ordering;

use taipan_interp::heap::{NativeData, Traverse};
use taipan_interp::native::{NativeDef, TypeDef, class_method, getter, method, method_raw};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::arguments::bad_receiver;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, PyResult, Value, Vm};

use super::delta::{Delta, SECOND};
use super::{format, formatted, given, given_to, int_arg, iso, ordered, pickled, reduced, types, zone};
use crate::support::object;

pub(super) static TIME: TypeDef = TypeDef {
    doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\n\
          All arguments are optional. tzinfo may be None, or an instance of\n\
          a tzinfo subclass. The remaining arguments may be ints.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("hour", |vm, v| Ok(Value::Int(this(vm, v)?.hour.into()))),
        getter("minute", |vm, v| Ok(Value::Int(this(vm, v)?.minute.into()))),
        getter("second", |vm, v| Ok(Value::Int(this(vm, v)?.second.into()))),
        getter("microsecond", |vm, v| Ok(Value::Int(this(vm, v)?.micro.into()))),
        getter("tzinfo", |vm, v| Ok(this(vm, v)?.zone.clone())),
        getter("fold", |vm, v| Ok(Value::Int(this(vm, v)?.fold.into()))),
    ],
    ..TypeDef::new("time", "datetime")
};

const METHODS: &[NativeDef] = &[
    class_method("fromisoformat", "(cls, string, /)", from_iso_format),
    class_method("strptime", "(cls, date_string, format, /)", |vm, a| {
        format::strptime(vm, a, "_strptime_datetime_time")
    }),
    method("isoformat", "(self, timespec='auto')", iso_format),
    method("strftime", "(self, format)", strftime),
    method("__format__", "(self, format, /)", formatted),
    method("utcoffset", "(self, /)", |vm, a| zone::ask_value(vm, &this(vm, &a[0])?.zone, "utcoffset", &Value::None)),
    method("dst", "(self, /)", |vm, a| zone::ask_value(vm, &this(vm, &a[0])?.zone, "dst", &Value::None)),
    method("tzname", "(self, /)", |vm, a| zone::name(vm, &this(vm, &a[0])?.zone, &Value::None)),
    method_raw("replace", REPLACE, replace),
    method_raw("__replace__", REPLACE, replace),
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", |vm, a| vm.call_method(&a[0], &vm.intern("isoformat"), &[])),
    method("__hash__", "(self, /)", hash),
    method("__reduce_ex__", "(self, proto, /)", |vm, a| reduce(vm, &a[0], vm.index_i64(&a[1])?)),
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, &a[0], 2)),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ge)),
];

const REPLACE: &str = "(self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, \
                       tzinfo=unchanged, *, fold=unchanged)";

/// A time of day.
#[derive(Clone)]
pub(crate) struct Time {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub micro: u32,
    /// 1: the second time that the clocks show it, when they are put back.
    pub fold: u8,
    /// A `tzinfo`, or None.
    pub zone: Value,
}

impl NativeData for Time {
    taipan_interp::traverses!(zone);
}

impl Traverse for Time {
    taipan_interp::traverses!(zone);
}

impl Time {
    pub(super) const MIDNIGHT: Time = Time { hour: 0, minute: 0, second: 0, micro: 0, fold: 0, zone: Value::None };

    /// The time of these numbers: hour, minute, second, microsecond, fold.
    ///
    /// # Errors
    /// ValueError when one is out of range.
    pub(super) fn checked(vm: &Vm, parts: [i32; 5], zone: Value) -> PyResult<Time> {
        let [hour, minute, second, micro, fold] = parts;
        let limits =
            [(hour, 23, "hour"), (minute, 59, "minute"), (second, 59, "second"), (micro, 999_999, "microsecond")];
        for (n, most, name) in limits {
            if !(0..=most).contains(&n) {
                return Err(vm.value_error(format!("{name} must be in 0..{most}")));
            }
        }
        if !(0..=1).contains(&fold) {
            return Err(vm.value_error("fold must be either 0 or 1"));
        }
        let (hour, minute, second) = (hour as u8, minute as u8, second as u8);
        Ok(Time { hour, minute, second, micro: micro as u32, fold: fold as u8, zone })
    }

    /// Since midnight.
    pub(super) fn seconds(&self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// Since midnight, in microseconds.
    pub(super) fn micros(&self) -> i128 {
        i128::from(self.seconds()) * SECOND + i128::from(self.micro)
    }

    /// Hour to microsecond, as they are pickled.
    pub(super) fn bytes(&self) -> [u8; 6] {
        let [_, a, b, c] = self.micro.to_be_bytes();
        [self.hour, self.minute, self.second, a, b, c]
    }

    /// From what [`Self::bytes`] gave.
    pub(super) fn of_bytes(b: &[u8], fold: u8, zone: Value) -> Time {
        let micro = u32::from_be_bytes([0, b[3], b[4], b[5]]);
        Time { hour: b[0], minute: b[1], second: b[2], micro, fold, zone }
    }

    /// `HH:MM:SS`, as far as `timespec` says.
    ///
    /// # Errors
    /// ValueError for a `timespec` that there is not.
    pub(super) fn text(&self, vm: &Vm, timespec: &str) -> PyResult<String> {
        let mut text = String::with_capacity(16);
        self.push(vm, timespec, &mut text)?;
        Ok(text)
    }

    /// Appends what [`Self::text`] gives.
    pub(super) fn push(&self, vm: &Vm, timespec: &str, out: &mut String) -> PyResult<()> {
        let (parts, digits) = match timespec {
            "auto" if self.micro == 0 => (3, 0),
            "auto" | "microseconds" => (3, 6),
            "hours" => (1, 0),
            "minutes" => (2, 0),
            "seconds" => (3, 0),
            "milliseconds" => (3, 3),
            _ => return Err(vm.value_error("Unknown timespec value")),
        };
        for (i, n) in [self.hour, self.minute, self.second].into_iter().take(parts).enumerate() {
            if i > 0 {
                out.push(':');
            }
            format::push(out, n.into(), 2);
        }
        if digits > 0 {
            out.push('.');
            format::push(out, self.micro / 10_u32.pow(6 - digits), digits);
        }
        Ok(())
    }

    /// What `__repr__` shows of it: numbers as far as they are not 0, zone and fold.
    pub(super) fn shown(&self, vm: &Vm) -> PyResult<String> {
        let mut text = match (self.second, self.micro) {
            (0, 0) => format!("{}, {}", self.hour, self.minute),
            (s, 0) => format!("{}, {}, {s}", self.hour, self.minute),
            (s, us) => format!("{}, {}, {s}, {us}", self.hour, self.minute),
        };
        if !self.zone.is_none() {
            text.push_str(&format!(", tzinfo={}", vm.repr(&self.zone)?));
        }
        if self.fold != 0 {
            text.push_str(", fold=1");
        }
        Ok(text)
    }
}

pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Time> {
    v.native().ok_or_else(|| bad_receiver(vm, "datetime.time", v))
}

/// A time of a class: derived ones are called.
pub(super) fn make(vm: &Vm, cls: &TypeRef, t: Time) -> PyResult {
    if cls.is(&types(vm).time) {
        return Ok(object(cls, t));
    }
    let mut args = [t.hour.into(), t.minute.into(), t.second.into(), i64::from(t.micro)].map(Value::Int).to_vec();
    args.push(t.zone);
    if t.fold == 0 {
        return vm.call(&Value::Type(cls.clone()), &args);
    }
    vm.call_kw(&Value::Type(cls.clone()), &args, &[("fold", Value::Int(t.fold.into()))])
}

/// The zone in a pickled state.
pub(super) fn pickled_zone(vm: &Vm, args: &Args) -> PyResult<Value> {
    let zone = args.values.get(1).cloned().unwrap_or(Value::None);
    zone::checked(vm, &zone).map_err(|_| vm.type_error("bad tzinfo state arg"))
}

const NAMES: [&str; 6] = ["hour", "minute", "second", "microsecond", "tzinfo", "fold"];

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if let [v] | [v, _] = args.values
        && args.names.is_empty()
        && let Some(mut bytes) = pickled(v, 6)
        && bytes[0] & 0x7f < 24
    {
        let fold = bytes[0] >> 7;
        bytes[0] &= 0x7f;
        return Ok(object(cls, Time::of_bytes(&bytes, fold, pickled_zone(vm, args)?)));
    }
    let [hour, minute, second, micro, zone, fold] = given(vm, args, NAMES, 5)?;
    let parts = numbers(vm, [&hour, &minute, &second, &micro, &fold], &Time::MIDNIGHT)?;
    let zone = zone::checked(vm, &zone)?;
    Ok(object(cls, Time::checked(vm, parts, zone)?))
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[1].as_str() else {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    };
    let plain = text.as_str().strip_prefix('T').unwrap_or(text.as_str());
    let parsed = iso::time(plain.as_bytes()).filter(|_| text.is_ascii());
    let Some(parsed) = parsed else { return Err(iso::invalid(vm, &a[1])?) };
    let zone = parsed.zone(vm)?;
    let [h, m, s, us] = parsed.parts;
    make(vm, super::date::class(vm, &a[0])?, Time::checked(vm, [h, m, s, us, 0], zone)?)
}

/// The `timespec` argument.
pub(super) fn timespec<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a str> {
    match (v.bound(), v.as_str()) {
        (None, _) => Ok("auto"),
        (_, Some(s)) => Ok(s.as_str()),
        _ => Err(vm.type_error(format!("isoformat() argument 'timespec' must be str, not {}", vm.type_name(v)))),
    }
}

fn iso_format(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    let text = t.text(vm, timespec(vm, &a[1])?)?;
    let offset = zone::ask(vm, &t.zone, "utcoffset", &Value::None)?;
    Ok(Value::from(text + &offset.map_or_else(String::new, |d| format::offset(d, ":"))))
}

fn strftime(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    // The day is one that any clock has.
    let numbers = [1900, 1, 1, t.hour.into(), t.minute.into(), t.second.into(), 0, 1, -1];
    let tuple = Value::tuple(numbers.map(Value::Int).to_vec());
    format::strftime(vm, &a[1], 1900, &tuple, Some((t, &Value::None)))
}

fn replace(vm: &Vm, args: &Args) -> PyResult {
    let v = &args.values[0];
    let t = this(vm, v)?;
    let [hour, minute, second, micro, zone, fold] = given_to(vm, &args.skip_first(), "replace()", NAMES, 5)?;
    let parts = numbers(vm, [&hour, &minute, &second, &micro, &fold], t)?;
    let zone = if zone.is_unbound() { t.zone.clone() } else { zone::checked(vm, &zone)? };
    make(vm, &vm.class_of(v), Time::checked(vm, parts, zone)?)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    Ok(Value::from(format!("{}({})", vm.type_name(&a[0]), t.shown(vm)?)))
}

fn reduce(vm: &Vm, v: &Value, protocol: i64) -> PyResult {
    let t = this(vm, v)?;
    let mut bytes = t.bytes();
    if protocol > 3 {
        bytes[0] |= t.fold << 7;
    }
    Ok(reduced(vm, v, &bytes, Some(&t.zone)))
}

/// The offset of a time as if it were shown for the first time.
fn first_offset(vm: &Vm, t: &Time) -> PyResult<Option<Delta>> {
    zone::ask(vm, &t.zone, "utcoffset", &Value::None)
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    let hashed = match first_offset(vm, t)? {
        None => Value::Bytes(Bytes::new(&t.bytes())),
        Some(offset) => Value::from_bigint((t.micros() - offset.micros_in_all()).into()),
    };
    vm.hash(&hashed).map(Value::Int)
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let t = this(vm, &a[0])?;
    let Some(other) = a[1].native::<Time>() else { return Ok(Value::NotImplemented) };
    if t.zone.is(&other.zone) {
        return Ok(ordered(op, t.micros().cmp(&other.micros())));
    }
    match (first_offset(vm, t)?, first_offset(vm, other)?) {
        (x, y) if x == y => Ok(ordered(op, t.micros().cmp(&other.micros()))),
        (Some(x), Some(y)) => {
            let (x, y) = (t.micros() - x.micros_in_all(), other.micros() - y.micros_in_all());
            Ok(ordered(op, x.cmp(&y)))
        }
        _ if matches!(op, CmpOp::Eq | CmpOp::Ne) => Ok(ordered(op, Ordering::Less)),
        _ => Err(vm.type_error("can't compare offset-naive and offset-aware times")),
    }
}

/// The numbers of a time by their names, for `datetime`'s constructor and `replace`.
pub(super) fn numbers(vm: &Vm, given: [&Value; 5], old: &Time) -> PyResult<[i32; 5]> {
    let now = [old.hour.into(), old.minute.into(), old.second.into(), old.micro as i32, old.fold.into()];
    let mut out = now;
    for (n, v) in out.iter_mut().zip(given) {
        if !v.is_unbound() {
            *n = int_arg(vm, v)?;
        }
    }
    Ok(out)
}
