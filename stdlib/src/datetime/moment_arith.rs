//! Computing with `datetime`: differences, comparisons, zones.

use std::cmp::Ordering;

use taipan_interp::tree::CmpOp;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::{PyResult, Value, Vm};

use super::calendar;
use super::date::Date;
use super::delta::{self, DAY_MICROS, Delta};
use super::moment::{Moment, make, this};
use super::time::Time;
use super::{delta_arith, local, ordered, types, zone};
use crate::support::object;

/// Microseconds since the first midnight of the calendar, zones apart.
fn micros(m: &Moment) -> i128 {
    i128::from(m.date.ordinal()) * DAY_MICROS + m.time.micros()
}

/// The reading of the clock so many microseconds later, in the same zone.
///
/// # Errors
/// OverflowError outside the years 1 to 9999.
pub(super) fn shifted(vm: &Vm, m: &Moment, by: i128) -> PyResult<Moment> {
    let total = micros(m) + by;
    let date = Date::of_ordinal(vm, total.div_euclid(DAY_MICROS) as i64)?;
    let rest = total.rem_euclid(DAY_MICROS) as i64;
    let (seconds, micro) = (rest / 1_000_000, (rest % 1_000_000) as u32);
    let (hour, minute, second) = ((seconds / 3600) as u8, (seconds / 60 % 60) as u8, (seconds % 60) as u8);
    Ok(Moment { date, time: Time { hour, minute, second, micro, fold: 0, zone: m.time.zone.clone() } })
}

/// As [`shifted`], as an object of the class of `v`.
pub(super) fn moved(vm: &Vm, v: &Value, m: &Moment, by: i128) -> PyResult {
    make(vm, &vm.class_of(v), shifted(vm, m, by)?)
}

/// `moment + sign * delta`.
pub(super) fn add(vm: &Vm, moment: &Value, length: &Value, sign: i128) -> PyResult {
    match (moment.native::<Moment>(), delta::of(length)) {
        (Some(m), Some(d)) => moved(vm, moment, m, sign * d.micros_in_all()),
        _ => Ok(Value::NotImplemented),
    }
}

fn offset(vm: &Vm, v: &Value, m: &Moment) -> PyResult<Option<Delta>> {
    zone::ask(vm, &m.time.zone, "utcoffset", v)
}

pub(super) fn subtract(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (a[0].native::<Moment>(), a[1].native::<Moment>()) else {
        return add(vm, &a[0], &a[1], -1);
    };
    let plain = micros(x) - micros(y);
    if x.time.zone.is(&y.time.zone) {
        return delta::make(vm, plain);
    }
    match (offset(vm, &a[0], x)?, offset(vm, &a[1], y)?) {
        (None, None) => delta::make(vm, plain),
        (Some(p), Some(q)) => delta::make(vm, plain - p.micros_in_all() + q.micros_in_all()),
        _ => Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes")),
    }
}

/// The same reading, shown the first or the second time.
fn with_fold(vm: &Vm, m: &Moment, fold: u8) -> Value {
    object(&types(vm).datetime, Moment { date: m.date, time: Time { fold, ..m.time.clone() } })
}

/// True when the offset depends on `fold`: such a point in time equals none of another zone.
fn depends_on_fold(vm: &Vm, m: &Moment, offset: Option<Delta>) -> PyResult<bool> {
    let other = with_fold(vm, m, 1 - m.time.fold);
    Ok(zone::ask(vm, &m.time.zone, "utcoffset", &other)? != offset)
}

pub(super) fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let x = this(vm, &a[0])?;
    let Some(y) = a[1].native::<Moment>() else { return Ok(Value::NotImplemented) };
    if x.time.zone.is(&y.time.zone) {
        return Ok(ordered(op, micros(x).cmp(&micros(y))));
    }
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let (p, q) = (offset(vm, &a[0], x)?, offset(vm, &a[1], y)?);
    let order = match (p, q) {
        (p, q) if p == q => micros(x).cmp(&micros(y)),
        (Some(p), Some(q)) => (micros(x) - p.micros_in_all()).cmp(&(micros(y) - q.micros_in_all())),
        _ if equality => return Ok(ordered(op, Ordering::Less)),
        _ => return Err(vm.type_error("can't compare offset-naive and offset-aware datetimes")),
    };
    if equality && order.is_eq() && (depends_on_fold(vm, x, p)? || depends_on_fold(vm, y, q)?) {
        return Ok(ordered(op, Ordering::Less));
    }
    Ok(ordered(op, order))
}

pub(super) fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let first = if m.time.fold == 0 { a[0].clone() } else { with_fold(vm, m, 0) };
    let hashed = match offset(vm, &first, m)? {
        None => Value::Bytes(Bytes::new(&[m.date.bytes().as_slice(), &m.time.bytes()].concat())),
        Some(offset) => Value::from_bigint((micros(m) - offset.micros_in_all()).into()),
    };
    vm.hash(&hashed).map(Value::Int)
}

pub(super) fn timestamp(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    if m.time.zone.is_none() {
        let seconds = local_seconds(vm, m)?;
        return Ok(Value::Float(seconds as f64 + f64::from(m.time.micro) / 1e6));
    }
    let epoch = i128::from(calendar::EPOCH) * DAY_MICROS;
    let offset = offset(vm, &a[0], m)?;
    let Some(offset) = offset else {
        return Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes"));
    };
    delta_arith::ratio(vm, micros(m) - offset.micros_in_all() - epoch, delta::SECOND)
}

/// When the clock on the wall shows it.
fn local_seconds(vm: &Vm, m: &Moment) -> PyResult<i64> {
    let last = i64::from(calendar::MAX_YEAR);
    let edge =
        |ok: bool, year: i64| if ok { Ok(()) } else { Err(vm.value_error(format!("year {year} is out of range"))) };
    // The day before is looked at too, or the day after.
    edge(m.time.fold == 1 || m.date.ordinal() > 1, 0)?;
    edge(m.time.fold == 0 || m.date.ordinal() < calendar::MAX_ORDINAL, last + 1)?;
    Ok(local::seconds_of(vm, m))
}

pub(super) fn as_time_zone(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let wanted = zone::checked(vm, &a[1])?;
    // Without a zone of its own (or one that knows no offset) it is local time.
    let mut from = if m.time.zone.is_none() { Value::None } else { m.time.zone.clone() };
    if !from.is_none() && from.is(&wanted) {
        return Ok(a[0].clone());
    }
    let ahead = match offset(vm, &a[0], m)? {
        Some(offset) => offset.micros_in_all(),
        None => {
            let seconds = local_seconds(vm, m)?;
            from = local::zone(vm, seconds);
            if from.is(&wanted) {
                return Ok(a[0].clone());
            }
            i128::from(local::seconds_if_utc(m) - seconds) * delta::SECOND
        }
    };
    let utc = types(vm).utc.clone();
    let mut moment = shifted(vm, m, -ahead)?;
    moment.time.zone = utc.clone();
    let wanted = if wanted.is_none() { local::zone(vm, local::seconds_if_utc(&moment)) } else { wanted };
    moment.time.zone = wanted.clone();
    let made = make(vm, &vm.class_of(&a[0]), moment)?;
    if wanted.is(&utc) {
        return Ok(made);
    }
    vm.call_method(&wanted, &vm.intern("fromutc"), &[made])
}
