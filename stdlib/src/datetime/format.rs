//! Dates and times as text, by a format; and from text, by `_strptime`.

use taipan_interp::{PyResult, Value, Vm};

use super::date::Date;
use super::delta::Delta;
use super::time::Time;
use super::zone;

/// Appends a number of at least `width` digits.
pub(super) fn push(out: &mut String, n: u32, width: u32) {
    let mut power = 10_u32.pow(width - 1);
    while n / power >= 10 {
        power *= 10;
    }
    while power > 0 {
        out.push(char::from(b'0' + (n / power % 10) as u8));
        power /= 10;
    }
}

/// An offset from UTC: `+HH:MM`, with seconds and microseconds when there are any; `separator` stands between.
pub(super) fn offset(d: Delta, separator: &str) -> String {
    let total = d.micros_in_all();
    let sign = if total < 0 { '-' } else { '+' };
    let total = total.unsigned_abs();
    let (seconds, micros) = (total / 1_000_000, total % 1_000_000);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = format!("{sign}{h:02}{separator}{m:02}");
    if s != 0 || micros != 0 {
        text.push_str(&format!("{separator}{s:02}"));
    }
    if micros != 0 {
        text.push_str(&format!(".{micros:06}"));
    }
    text
}

/// `timetuple()`: a `time.struct_time`.
pub(super) fn time_tuple(vm: &Vm, d: Date, [hour, minute, second]: [i64; 3], dst: i64) -> PyResult {
    let yearday = d.ordinal() - Date { month: 1, day: 1, ..d }.ordinal() + 1;
    let numbers = [d.year.into(), d.month.into(), d.day.into(), hour, minute, second, d.weekday(), yearday, dst];
    let tuple = Value::tuple(numbers.map(Value::Int).to_vec());
    let struct_time = vm.get_attr(&vm.import("time")?, &vm.intern("struct_time"))?;
    vm.call(&struct_time, &[tuple])
}

/// `strftime`: what `time.strftime` does not know is put in before. `time`: the time of day, and what its zone is asked
/// about.
pub(super) fn strftime(vm: &Vm, format: &Value, year: i32, tuple: &Value, time: Option<(&Time, &Value)>) -> PyResult {
    let Some(text) = format.as_str() else {
        let shown = vm.type_name(format);
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {shown}")));
    };
    let time_strftime = vm.get_attr(&vm.import("time")?, &vm.intern("strftime"))?;
    let by_time = |format: &str| vm.call(&time_strftime, &[Value::str(format), tuple.clone()]);
    let padded = |format: &str, width: usize| -> PyResult<String> {
        let shown = vm.str(&by_time(format)?)?;
        Ok(format!("{:0>width$}", shown.as_str()))
    };
    let mut out = String::with_capacity(text.as_str().len() + 16);
    let mut rest = text.as_str();
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let colon = rest.starts_with(":z");
        let letter = if colon { 'z' } else { rest.chars().next().unwrap_or('\0') };
        match letter {
            'z' => out.push_str(&offset_of(vm, time, if colon { ":" } else { "" })?),
            'Z' => out.push_str(&zone_name(vm, time)?),
            'f' => out.push_str(&format!("{:06}", time.map_or(0, |(t, _)| t.micro))),
            'Y' => out.push_str(&format!("{year:04}")),
            'F' => out.push_str(&format!("{year:04}-%m-%d")),
            'G' => out.push_str(&padded("%G", 4)?),
            'C' => out.push_str(&padded("%C", 2)?),
            '\0' => {
                out.push('%');
                continue;
            }
            other => {
                out.push('%');
                out.push(other);
            }
        }
        rest = &rest[letter.len_utf8() + usize::from(colon)..];
    }
    out.push_str(rest);
    by_time(&out)
}

fn offset_of(vm: &Vm, time: Option<(&Time, &Value)>, separator: &str) -> PyResult<String> {
    let Some((time, about)) = time else { return Ok(String::new()) };
    let answer = zone::ask(vm, &time.zone, "utcoffset", about)?;
    Ok(answer.map_or_else(String::new, |d| offset(d, separator)))
}

fn zone_name(vm: &Vm, time: Option<(&Time, &Value)>) -> PyResult<String> {
    let Some((time, about)) = time else { return Ok(String::new()) };
    let name = zone::name(vm, &time.zone, about)?;
    if name.is_none() {
        return Ok(String::new());
    }
    // What derives from str may do so in its own way.
    let name = vm.call_method(&name, &vm.intern("replace"), &[Value::str("%"), Value::str("%%")])?;
    match name.as_str() {
        Some(text) => {
            if taipan_interp::types::str::surrogates::any(text.as_str()) {
                // It says why that cannot be.
                vm.call_method(&name, &vm.intern("encode"), &[])?;
            }
            Ok(text.as_str().to_owned())
        }
        None => Err(vm.type_error("tzname.replace() did not return a string")),
    }
}

/// `strptime`, which the library has.
pub(super) fn strptime(vm: &Vm, a: &[Value], function: &str) -> PyResult {
    for (i, v) in a[1..].iter().enumerate() {
        if v.as_str().is_none() {
            let shown = vm.type_name(v);
            return Err(vm.type_error(format!("strptime() argument {} must be str, not {shown}", i + 1)));
        }
    }
    let module = vm.import("_strptime")?;
    let f = match vm.get_attr_opt(&module, &vm.intern(function))? {
        Some(f) => f,
        // Of CPython 3.13's library.
        None => vm.get_attr(&module, &vm.intern("_strptime_datetime"))?,
    };
    vm.call(&f, a)
}
