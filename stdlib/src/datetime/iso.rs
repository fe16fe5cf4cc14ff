//! ISO 8601 text to dates and times: what `isoformat()` writes, and the other forms that name a day, a time, an offset.

use taipan_interp::{PyResult, Raised, Value, Vm};

use super::calendar;
use super::delta::{Delta, SECOND};
use super::zone;

/// ValueError for text that is none of these.
pub(super) fn invalid(vm: &Vm, text: &Value) -> PyResult<Raised> {
    Ok(vm.value_error(format!("Invalid isoformat string: {}", vm.repr(text)?)))
}

/// A time as text gave it; numbers may be out of range.
pub(super) struct ParsedTime {
    /// Hour, minute, second, microsecond.
    pub parts: [i32; 4],
    /// Microseconds ahead of UTC, when an offset was given.
    offset: Option<i128>,
}

impl ParsedTime {
    /// The zone of the offset, or None.
    ///
    /// # Errors
    /// ValueError when it is a day or more.
    pub(super) fn zone(&self, vm: &Vm) -> PyResult {
        let Some(offset) = self.offset else { return Ok(Value::None) };
        let delta = Delta::of_micros(vm, offset)?;
        if zone::is_offset(delta) {
            return Ok(zone::fixed(vm, delta, None));
        }
        let shown = vm.repr(&super::delta::wrap(vm, delta))?;
        Err(vm.value_error(format!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}."
        )))
    }
}

fn digits(text: &[u8], n: usize) -> Option<i32> {
    let text = text.get(..n)?;
    text.iter().try_fold(0, |sum, c| c.is_ascii_digit().then(|| sum * 10 + i32::from(c - b'0')))
}

/// Year, month and day.
pub(super) fn date(text: &[u8]) -> Option<(i32, i32, i32)> {
    if !matches!(text.len(), 7 | 8 | 10) {
        return None;
    }
    let year = digits(text, 4)?;
    let dashes = text[4] == b'-';
    let rest = &text[4 + usize::from(dashes)..];
    if let [b'W', week @ ..] = rest {
        return date_of_week(year, week, dashes);
    }
    let month = digits(rest, 2)?;
    let rest = &rest[2..];
    let rest = if dashes { rest.strip_prefix(b"-")? } else { rest };
    let day = digits(rest, 2)?;
    (rest.len() == 2).then_some((year, month, day))
}

fn date_of_week(year: i32, text: &[u8], dashes: bool) -> Option<(i32, i32, i32)> {
    let week = digits(text, 2)?;
    let rest = &text[2..];
    let day = match rest {
        [] => 1,
        rest => {
            let rest = if dashes { rest.strip_prefix(b"-")? } else { rest };
            if rest.len() != 1 {
                return None;
            }
            digits(rest, 1)?
        }
    };
    let ordinal = calendar::of_iso_week(year, week, day).ok()?;
    if ordinal > calendar::MAX_ORDINAL {
        return None;
    }
    let (year, month, day) = calendar::date_of(ordinal);
    Some((year, month.into(), day.into()))
}

/// How many bytes of a text that begins with a date belong to it.
pub(super) fn date_length(text: &[u8]) -> usize {
    let len = text.len();
    if len == 7 {
        return 7;
    }
    let digit = |i: usize| text.get(i).is_some_and(u8::is_ascii_digit);
    if text.get(4) == Some(&b'-') {
        if text.get(5) != Some(&b'W') {
            return 10;
        }
        // A day follows the week: `-D`, unless that begins a time.
        if len > 8 && text[8] == b'-' {
            if len == 9 {
                return 0;
            }
            if len > 10 && digit(10) {
                return 8;
            }
            return 10;
        }
        return 8;
    }
    if text.get(4) == Some(&b'W') {
        // As many digits as follow decide whether there is a day among them.
        let mut end = 7;
        while digit(end) {
            end += 1;
        }
        if end < 9 {
            return end;
        }
        return if end % 2 == 0 { 7 } else { 8 };
    }
    8
}

/// Hour to microsecond: `HH[:MM[:SS[.f]]]`, with or without colons.
fn clock(text: &[u8]) -> Option<[i32; 4]> {
    let mut parts = [0; 4];
    let colons = text.get(2) == Some(&b':');
    let mut rest = text;
    for i in 0..3 {
        parts[i] = digits(rest, 2)?;
        rest = &rest[2..];
        match rest {
            [] => return Some(parts),
            [b'.' | b',', ..] => {
                // Only seconds have a fraction.
                return if i == 2 { fraction(&rest[1..]).map(|us| [parts[0], parts[1], parts[2], us]) } else { None };
            }
            [b':', after @ ..] if colons && i < 2 => rest = after,
            _ if colons || i == 2 => return None,
            _ => {}
        }
    }
    None
}

/// Microseconds; further digits are dropped.
fn fraction(text: &[u8]) -> Option<i32> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let n = text.len().min(6);
    Some(digits(text, n)? * 10_i32.pow(6 - n as u32))
}

/// A time, with its offset from UTC if it has one.
pub(super) fn time(text: &[u8]) -> Option<ParsedTime> {
    let at = text.iter().position(|c| matches!(c, b'+' | b'-' | b'Z'));
    let Some(at) = at else {
        return clock(text).map(|parts| ParsedTime { parts, offset: None });
    };
    let parts = clock(&text[..at])?;
    let (sign, zone) = (text[at], &text[at + 1..]);
    if sign == b'Z' {
        return zone.is_empty().then_some(ParsedTime { parts, offset: Some(0) });
    }
    let [h, m, s, us] = clock(zone)?;
    if m > 59 || s > 59 {
        return None;
    }
    let total = i128::from(h * 3600 + m * 60 + s) * SECOND + i128::from(us);
    Some(ParsedTime { parts, offset: Some(if sign == b'-' { -total } else { total }) })
}
