//! Local time: the host's zone, and timestamps.

use taipan_interp::{PyResult, Value, Vm};

use super::calendar;
use super::date::Date;
use super::delta::Delta;
use super::moment::Moment;
use super::time::Time;
use crate::time::calendar::{Fields, days_from_civil, fields as broken_down};

/// How far a clock may be moved, and a bit more.
const MOST_MOVED: i64 = 24 * 3600;

/// Seconds since the epoch that lie between the years 1 and 9999, a day more on either side.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_683_200..=253_402_387_199;

/// Whole seconds and microseconds of a timestamp, rounded to the even microsecond.
///
/// # Errors
/// ValueError for NaN and for years that there are not, OverflowError for what is larger still.
pub(super) fn timestamp(vm: &Vm, v: &Value) -> PyResult<(i64, i32)> {
    let (seconds, micros) = match v.inner() {
        Value::Int(i) => (*i, 0),
        Value::Float(f) => split(vm, *f)?,
        _ => match vm.index(v)? {
            Value::Int(i) => (i, 0),
            _ => return Err(vm.overflow_error("timestamp out of range for platform time_t")),
        },
    };
    Ok((seconds, micros))
}

fn split(vm: &Vm, f: f64) -> PyResult<(i64, i32)> {
    if f.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let (mut whole, mut micros) = (f.trunc(), (f.fract() * 1e6).round_ties_even());
    if micros >= 1e6 {
        whole += 1.0;
        micros -= 1e6;
    } else if micros < 0.0 {
        whole -= 1.0;
        micros += 1e6;
        if micros >= 1e6 {
            whole += 1.0;
            micros -= 1e6;
        }
    }
    if whole.abs() >= 9.2e18 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok((whole as i64, micros as i32))
}

fn in_range(vm: &Vm, seconds: i64) -> PyResult<()> {
    if RANGE.contains(&seconds) {
        return Ok(());
    }
    // Years that a C int can count are named.
    if seconds.unsigned_abs() > 67_000_000_000_000_000 {
        const EOVERFLOW: i32 = 75;
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(EOVERFLOW), None));
    }
    let year = broken_down(seconds, 0, "", 0).year;
    Err(vm.value_error(format!("year {year} is out of range")))
}

/// What the clock on the wall shows at a time.
pub(super) fn fields(vm: &Vm, seconds: i64) -> PyResult<Fields> {
    in_range(vm, seconds)?;
    let (offset, zone) = vm.host.utc_offset(seconds);
    Ok(broken_down(seconds, offset.into(), &zone, 0))
}

/// What a clock that shows UTC shows.
pub(super) fn utc_fields(vm: &Vm, seconds: i64) -> PyResult<Fields> {
    in_range(vm, seconds)?;
    Ok(broken_down(seconds, 0, "", 0))
}

/// The point in time of broken-down fields.
pub(super) fn moment_of(vm: &Vm, f: &Fields, micro: i32, zone: Value) -> PyResult<Moment> {
    let date = Date::checked(vm, f.year as i32, f.month as i32, f.day as i32)?;
    let (hour, minute, second) = (f.hour as u8, f.minute as u8, f.second.min(59) as u8);
    Ok(Moment { date, time: Time { hour, minute, second, micro: micro as u32, fold: 0, zone } })
}

/// The clock's reading at a time as if it were UTC, in seconds since the epoch.
fn reading(vm: &Vm, seconds: i64) -> i64 {
    seconds + i64::from(vm.host.utc_offset(seconds).0)
}

/// 1 when the clock shows this reading for the second time.
pub(super) fn fold(vm: &Vm, seconds: i64) -> u8 {
    let shown = reading(vm, seconds);
    let moved = shown - reading(vm, seconds - MOST_MOVED) - MOST_MOVED;
    u8::from(moved < 0 && reading(vm, seconds + moved) == shown)
}

/// Seconds since the epoch at which the clock on the wall shows this: of two such times the one that `fold` says, and in
/// a gap what `fold` says of the offsets around it.
pub(super) fn seconds_of(vm: &Vm, m: &Moment) -> i64 {
    let t = seconds_if_utc(m);
    let a = reading(vm, t) - t;
    let first = t - a;
    let b = if reading(vm, first) == t {
        // The same reading may come up a second time.
        let other = if m.time.fold == 0 { first - MOST_MOVED } else { first + MOST_MOVED };
        let b = reading(vm, other) - other;
        if a == b {
            return first;
        }
        b
    } else {
        reading(vm, first) - first
    };
    let second = t - b;
    if reading(vm, second) == t {
        return second;
    }
    if reading(vm, first) == t {
        return first;
    }
    if m.time.fold == 0 { first.max(second) } else { first.min(second) }
}

/// Seconds since the epoch, were it a time in UTC.
pub(super) fn seconds_if_utc(m: &Moment) -> i64 {
    let days = days_from_civil(m.date.year.into(), m.date.month.into(), m.date.day.into());
    debug_assert_eq!(days + calendar::EPOCH, m.date.ordinal());
    days * 86_400 + m.time.seconds()
}

/// The zone of the clock on the wall at a time.
pub(super) fn zone(vm: &Vm, seconds: i64) -> Value {
    let (offset, name) = vm.host.utc_offset(seconds);
    let name = taipan_interp::types::str::Str::new(&name);
    super::zone::fixed(vm, Delta::of_seconds(offset), Some(name))
}
