//! `datetime`: a point in time by date and time of day, in a zone or in none. What computes with it is in
//! `moment_arith`.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, class_method, class_method_raw, getter, method, method_raw};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::arguments::{bad_receiver, by_name};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::warnings;
use taipan_interp::{Args, PyResult, Value, Vm};

use super::date::{self, Date};
use super::delta::Delta;
use super::time::{self, Time};
use super::{
    format, given, given_to, int_arg, int_or, iso, local, moment_arith as arith, pickled, reduced, required, types,
    zone,
};
use crate::support::object;

pub(super) static DATETIME: TypeDef = TypeDef {
    doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\n\
          The year, month and day arguments are required. tzinfo may be None, or an\n\
          instance of a tzinfo subclass. The remaining arguments may be ints.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("datetime", "datetime")
};

const METHODS: &[NativeDef] = &[
    class_method("now", "(cls, tz=None)", now),
    class_method("utcnow", "(cls, /)", utc_now),
    class_method("fromtimestamp", "(cls, timestamp, tz=None)", from_timestamp),
    class_method("utcfromtimestamp", "(cls, timestamp, /)", utc_from_timestamp),
    class_method("strptime", "(cls, date_string, format, /)", |vm, a| {
        format::strptime(vm, a, "_strptime_datetime_datetime")
    }),
    class_method_raw("combine", "(cls, date, time, tzinfo=unchanged)", combine),
    class_method("fromisoformat", "(cls, string, /)", from_iso_format),
    method("date", "(self, /)", |vm, a| Ok(object(&types(vm).date, this(vm, &a[0])?.date))),
    method("time", "(self, /)", |vm, a| {
        Ok(object(&types(vm).time, Time { zone: Value::None, ..this(vm, &a[0])?.time.clone() }))
    }),
    method("timetz", "(self, /)", |vm, a| Ok(object(&types(vm).time, this(vm, &a[0])?.time.clone()))),
    method("ctime", "(self, /)", |vm, a| {
        let m = this(vm, &a[0])?;
        Ok(Value::from(m.date.ctime(&m.time.text(vm, "seconds")?)))
    }),
    method("timetuple", "(self, /)", time_tuple),
    method("utctimetuple", "(self, /)", utc_time_tuple),
    method("timestamp", "(self, /)", arith::timestamp),
    method("astimezone", "(self, tz=None)", arith::as_time_zone),
    method("isoformat", "(self, sep='T', timespec='auto')", iso_format),
    method("strftime", "(self, format)", strftime),
    method("utcoffset", "(self, /)", |vm, a| zone::ask_value(vm, &this(vm, &a[0])?.time.zone, "utcoffset", &a[0])),
    method("dst", "(self, /)", |vm, a| zone::ask_value(vm, &this(vm, &a[0])?.time.zone, "dst", &a[0])),
    method("tzname", "(self, /)", |vm, a| zone::name(vm, &this(vm, &a[0])?.time.zone, &a[0])),
    method_raw("replace", REPLACE, replace),
    method_raw("__replace__", REPLACE, replace),
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", |vm, a| {
        vm.call_kw(&vm.get_attr(&a[0], &vm.intern("isoformat"))?, &[], &[("sep", Value::str(" "))])
    }),
    method("__hash__", "(self, /)", arith::hash),
    method("__reduce_ex__", "(self, proto, /)", |vm, a| reduce(vm, &a[0], vm.index_i64(&a[1])?)),
    method("__reduce__", "(self, /)", |vm, a| reduce(vm, &a[0], 2)),
    method("__add__", "(self, value, /)", |vm, a| arith::add(vm, &a[0], &a[1], 1)),
    method("__radd__", "(self, value, /)", |vm, a| arith::add(vm, &a[0], &a[1], 1)),
    method("__sub__", "(self, value, /)", arith::subtract),
    method("__eq__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| arith::compare(vm, a, CmpOp::Ge)),
];

const REPLACE: &str = "(self, /, year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, \
                       second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)";

const GETSET: &[GetSet] = &[
    getter("hour", |vm, v| Ok(Value::Int(this(vm, v)?.time.hour.into()))),
    getter("minute", |vm, v| Ok(Value::Int(this(vm, v)?.time.minute.into()))),
    getter("second", |vm, v| Ok(Value::Int(this(vm, v)?.time.second.into()))),
    getter("microsecond", |vm, v| Ok(Value::Int(this(vm, v)?.time.micro.into()))),
    getter("tzinfo", |vm, v| Ok(this(vm, v)?.time.zone.clone())),
    getter("fold", |vm, v| Ok(Value::Int(this(vm, v)?.time.fold.into()))),
];

/// A point in time.
#[derive(Clone)]
pub(crate) struct Moment {
    pub date: Date,
    pub time: Time,
}

impl NativeData for Moment {
    taipan_interp::traverses!(time);
}

pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Moment> {
    v.native().ok_or_else(|| bad_receiver(vm, "datetime.datetime", v))
}

/// A point in time of a class: derived ones are called.
pub(super) fn make(vm: &Vm, cls: &TypeRef, m: Moment) -> PyResult {
    if cls.is(&types(vm).datetime) {
        return Ok(object(cls, m));
    }
    let Moment { date: d, time: t } = m;
    let numbers = [d.year.into(), d.month.into(), d.day.into(), t.hour.into(), t.minute.into(), t.second.into()];
    let mut args: Vec<Value> = numbers.into_iter().chain([i64::from(t.micro)]).map(Value::Int).collect();
    args.push(t.zone);
    if t.fold == 0 {
        return vm.call(&Value::Type(cls.clone()), &args);
    }
    vm.call_kw(&Value::Type(cls.clone()), &args, &[("fold", Value::Int(t.fold.into()))])
}

const NAMES: [&str; 9] = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if let [v] | [v, _] = args.values
        && args.names.is_empty()
        && let Some(bytes) = pickled(v, 10)
        && (1..=12).contains(&(bytes[2] & 0x7f))
    {
        let (fold, month) = (bytes[2] >> 7, bytes[2] & 0x7f);
        let date = Date { year: i32::from(bytes[0]) << 8 | i32::from(bytes[1]), month, day: bytes[3] };
        let time = Time::of_bytes(&bytes[4..], fold, time::pickled_zone(vm, args)?);
        return Ok(object(cls, Moment { date, time }));
    }
    let [year, month, day, hour, minute, second, micro, zone, fold] = given(vm, args, NAMES, 8)?;
    let year = int_arg(vm, required(vm, &year, "year", 1)?)?;
    let month = int_arg(vm, required(vm, &month, "month", 2)?)?;
    let day = int_arg(vm, required(vm, &day, "day", 3)?)?;
    let parts = time::numbers(vm, [&hour, &minute, &second, &micro, &fold], &Time::MIDNIGHT)?;
    let zone = zone::checked(vm, &zone)?;
    let date = Date::checked(vm, year, month, day)?;
    Ok(object(cls, Moment { date, time: Time::checked(vm, parts, zone)? }))
}

/// The point in time of a timestamp: in a zone, or on the wall.
fn of_timestamp(vm: &Vm, cls: &TypeRef, (seconds, micro): (i64, i32), zone: &Value) -> PyResult {
    let zone = zone::checked(vm, zone)?;
    if zone.is_none() {
        let mut m = local::moment_of(vm, &local::fields(vm, seconds)?, micro, Value::None)?;
        m.time.fold = local::fold(vm, seconds);
        return make(vm, cls, m);
    }
    let m = local::moment_of(vm, &local::utc_fields(vm, seconds)?, micro, zone.clone())?;
    let utc = make(vm, cls, m)?;
    vm.call_method(&zone, &vm.intern("fromutc"), &[utc])
}

fn clock(vm: &Vm) -> (i64, i32) {
    let now = crate::time::looked_at(vm).now();
    (now.as_secs() as i64, now.subsec_micros() as i32)
}

fn now(vm: &Vm, a: &[Value]) -> PyResult {
    of_timestamp(vm, date::class(vm, &a[0])?, clock(vm), &a[1])
}

fn from_timestamp(vm: &Vm, a: &[Value]) -> PyResult {
    let zone = zone::checked(vm, &a[2])?;
    of_timestamp(vm, date::class(vm, &a[0])?, local::timestamp(vm, &a[1])?, &zone)
}

fn deprecated(vm: &Vm, old: &str, new: &str) -> PyResult<()> {
    let message = format!(
        "datetime.datetime.{old}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects \
         to represent datetimes in UTC: datetime.datetime.{new}."
    );
    warnings::warn(vm, &vm.exc.deprecation_warning, &message, 1, &Value::None)
}

fn utc(vm: &Vm, cls: &Value, (seconds, micro): (i64, i32)) -> PyResult {
    let m = local::moment_of(vm, &local::utc_fields(vm, seconds)?, micro, Value::None)?;
    make(vm, date::class(vm, cls)?, m)
}

fn utc_now(vm: &Vm, a: &[Value]) -> PyResult {
    deprecated(vm, "utcnow", "now(datetime.UTC)")?;
    utc(vm, &a[0], clock(vm))
}

fn utc_from_timestamp(vm: &Vm, a: &[Value]) -> PyResult {
    deprecated(vm, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)")?;
    utc(vm, &a[0], local::timestamp(vm, &a[1])?)
}

fn combine(vm: &Vm, args: &Args) -> PyResult {
    let [day, clock, zone] = by_name(vm, &args.skip_first(), "combine", ["date", "time", "tzinfo"].map(Some))?;
    let wrong = |n: usize, of: &str, v: &Value| {
        vm.type_error(format!("combine() argument {n} must be datetime.{of}, not {}", vm.type_name(v)))
    };
    required(vm, &day, "date", 1).map_err(|_| vm.type_error("combine() missing required argument 'date' (pos 1)"))?;
    let date = date::of(&day).ok_or_else(|| wrong(1, "date", &day))?;
    required(vm, &clock, "time", 2).map_err(|_| vm.type_error("combine() missing required argument 'time' (pos 2)"))?;
    let Some(time) = clock.native::<Time>() else { return Err(wrong(2, "time", &clock)) };
    let zone = if zone.is_unbound() { time.zone.clone() } else { zone::checked(vm, &zone)? };
    make(vm, date::class(vm, &args.values[0])?, Moment { date, time: Time { zone, ..time.clone() } })
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[1].as_str() else {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    };
    let text = text.as_str();
    let end = iso::date_length(text.as_bytes());
    let parsed = text.get(..end).and_then(|day| {
        let (day, rest) = (iso::date(day.as_bytes())?, &text[end..]);
        let Some(separator) = rest.chars().next() else { return Some((day, None)) };
        Some((day, Some(iso::time(&rest.as_bytes()[separator.len_utf8()..])?)))
    });
    let Some(((year, month, day), time)) = parsed else { return Err(iso::invalid(vm, &a[1])?) };
    let date = Date::checked(vm, year, month, day)?;
    let time = match time {
        None => Time::MIDNIGHT,
        Some(parsed) => {
            let [h, m, s, us] = parsed.parts;
            Time::checked(vm, [h, m, s, us, 0], parsed.zone(vm)?)?
        }
    };
    make(vm, date::class(vm, &a[0])?, Moment { date, time })
}

fn time_tuple(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let dst = zone::ask(vm, &m.time.zone, "dst", &a[0])?.map_or(-1, |d| i64::from(d != Delta::ZERO));
    tuple_of(vm, m, dst)
}

fn tuple_of(vm: &Vm, m: &Moment, dst: i64) -> PyResult {
    let clock = [m.time.hour.into(), m.time.minute.into(), m.time.second.into()];
    format::time_tuple(vm, m.date, clock, dst)
}

fn utc_time_tuple(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    match zone::ask(vm, &m.time.zone, "utcoffset", &a[0])? {
        None => tuple_of(vm, m, 0),
        Some(offset) => tuple_of(vm, &arith::shifted(vm, m, -offset.micros_in_all())?, 0),
    }
}

fn iso_format(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let separator = match (a[1].bound(), a[1].as_str()) {
        (None, _) => "T",
        (_, Some(s)) if s.len() == 1 => s.as_str(),
        _ => {
            let shown = vm.type_name(&a[1]);
            return Err(vm.type_error(format!("isoformat() argument 1 must be a unicode character, not {shown}")));
        }
    };
    let mut text = m.date.text();
    text.push_str(separator);
    m.time.push(vm, time::timespec(vm, &a[2])?, &mut text)?;
    if let Some(offset) = zone::ask(vm, &m.time.zone, "utcoffset", &a[0])? {
        text.push_str(&format::offset(offset, ":"));
    }
    Ok(Value::from(text))
}

fn strftime(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let tuple = vm.call_method(&a[0], &vm.intern("timetuple"), &[])?;
    format::strftime(vm, &a[1], m.date.year, &tuple, Some((&m.time, &a[0])))
}

fn replace(vm: &Vm, args: &Args) -> PyResult {
    let v = &args.values[0];
    let m = this(vm, v)?;
    let [year, month, day, hour, minute, second, micro, zone, fold] =
        given_to(vm, &args.skip_first(), "replace()", NAMES, 8)?;
    let d = m.date;
    let (year, month) = (int_or(vm, &year, d.year)?, int_or(vm, &month, d.month.into())?);
    let day = int_or(vm, &day, d.day.into())?;
    let parts = time::numbers(vm, [&hour, &minute, &second, &micro, &fold], &m.time)?;
    let zone = if zone.is_unbound() { m.time.zone.clone() } else { zone::checked(vm, &zone)? };
    let date = Date::checked(vm, year, month, day)?;
    make(vm, &vm.class_of(v), Moment { date, time: Time::checked(vm, parts, zone)? })
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Moment { date: d, time: t } = this(vm, &a[0])?;
    let clock = Time { zone: Value::None, ..t.clone() }.shown(vm)?;
    let zone = if t.zone.is_none() { String::new() } else { format!(", tzinfo={}", vm.repr(&t.zone)?) };
    let class = vm.type_name(&a[0]);
    Ok(Value::from(format!("{class}({}, {}, {}, {clock}{zone})", d.year, d.month, d.day)))
}

fn reduce(vm: &Vm, v: &Value, protocol: i64) -> PyResult {
    let m = this(vm, v)?;
    let mut bytes = [m.date.bytes().as_slice(), &m.time.bytes()].concat();
    if protocol > 3 {
        bytes[2] |= m.time.fold << 7;
    }
    Ok(reduced(vm, v, &bytes, Some(&m.time.zone)))
}
