//! `date`: a day of the calendar. `datetime` derives from it, so its methods take those as well.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, class_method, getter, method, method_raw};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::arguments::{bad_receiver, by_name};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{Args, PyResult, Value, Vm};

use super::moment::Moment;
use super::{
    calendar, delta, format, formatted, given, int_arg, iso, local, ordered, pickled, reduced, required, types,
};
use crate::support::object;
use crate::time::calendar as clock;
use crate::time::format::{day_name, month_name};

pub(super) static DATE: TypeDef = TypeDef {
    doc: "date(year, month, day) --> date object",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    getset: &[
        getter("year", |vm, v| Ok(Value::Int(this(vm, v)?.year.into()))),
        getter("month", |vm, v| Ok(Value::Int(this(vm, v)?.month.into()))),
        getter("day", |vm, v| Ok(Value::Int(this(vm, v)?.day.into()))),
    ],
    ..TypeDef::new("date", "datetime")
};

const METHODS: &[NativeDef] = &[
    class_method("fromtimestamp", "(cls, timestamp, /)", from_timestamp),
    class_method("fromordinal", "(cls, ordinal, /)", from_ordinal),
    class_method("fromisoformat", "(cls, string, /)", from_iso_format),
    class_method("fromisocalendar", "(cls, year, week, day)", from_iso_calendar),
    class_method("today", "(cls, /)", today),
    class_method("strptime", "(cls, date_string, format, /)", |vm, a| {
        format::strptime(vm, a, "_strptime_datetime_date")
    }),
    method("ctime", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.ctime("00:00:00")))),
    method("strftime", "(self, format)", strftime),
    method("__format__", "(self, format, /)", formatted),
    method("timetuple", "(self, /)", |vm, a| format::time_tuple(vm, this(vm, &a[0])?, [0; 3], -1)),
    method("isocalendar", "(self, /)", iso_calendar),
    method("isoformat", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.text()))),
    method("__str__", "(self, /)", |vm, a| vm.call_method(&a[0], &vm.intern("isoformat"), &[])),
    method("isoweekday", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.weekday() + 1))),
    method("weekday", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.weekday()))),
    method("toordinal", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.ordinal()))),
    method_raw("replace", "(self, /, year=unchanged, month=unchanged, day=unchanged)", replace),
    method_raw("__replace__", "(self, /, year=unchanged, month=unchanged, day=unchanged)", replace),
    method("__repr__", "(self, /)", repr),
    method("__hash__", "(self, /)", |vm, a| Ok(Value::Int(this(vm, &a[0])?.hash(vm)?))),
    method("__reduce__", "(self, /)", |vm, a| Ok(reduced(vm, &a[0], &this(vm, &a[0])?.bytes(), None))),
    method("__add__", "(self, value, /)", |vm, a| add(vm, &a[0], &a[1], 1)),
    method("__radd__", "(self, value, /)", |vm, a| add(vm, &a[0], &a[1], 1)),
    method("__sub__", "(self, value, /)", subtract),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ge)),
];

/// What `isocalendar()` returns.
pub(super) static WEEK: TypeDef = TypeDef {
    doc: "The result of date.isocalendar() or datetime.isocalendar()",
    layout: Layout::Tuple,
    methods: &[
        method("__repr__", "(self, /)", |vm, a| {
            let item = |i| vm.get_item(&a[0], &Value::Int(i)).and_then(|v| vm.repr(&v));
            let (year, week, day) = (item(0)?, item(1)?, item(2)?);
            Ok(Value::from(format!("datetime.IsoCalendarDate(year={year}, week={week}, weekday={day})")))
        }),
        method("__reduce__", "(self, /)", |vm, a| {
            let plain = Value::tuple(vm.collect(&a[0])?);
            Ok(Value::tuple(vec![Value::Type(vm.types.tuple.clone()), Value::tuple(vec![plain])]))
        }),
    ],
    getset: WEEK_FIELDS,
    ..TypeDef::new("IsoCalendarDate", "datetime")
};

const WEEK_FIELDS: &[GetSet] = &[
    getter("year", |vm, v| vm.get_item(v, &Value::Int(0))),
    getter("week", |vm, v| vm.get_item(v, &Value::Int(1))),
    getter("weekday", |vm, v| vm.get_item(v, &Value::Int(2))),
];

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl NativeData for Date {}

impl Date {
    /// The day of these numbers.
    ///
    /// # Errors
    /// ValueError when there is none.
    pub(super) fn checked(vm: &Vm, year: i32, month: i32, day: i32) -> PyResult<Date> {
        if !(calendar::MIN_YEAR..=calendar::MAX_YEAR).contains(&year) {
            return Err(vm.value_error(format!("year {year} is out of range")));
        }
        if !(1..=12).contains(&month) {
            return Err(vm.value_error("month must be in 1..12"));
        }
        if day < 1 || day > calendar::days_in_month(year, month) {
            return Err(vm.value_error("day is out of range for month"));
        }
        Ok(Date { year, month: month as u8, day: day as u8 })
    }

    /// The day of this number.
    ///
    /// # Errors
    /// OverflowError when it is before the year 1 or after the year 9999.
    pub(super) fn of_ordinal(vm: &Vm, n: i64) -> PyResult<Date> {
        if !(1..=calendar::MAX_ORDINAL).contains(&n) {
            return Err(vm.overflow_error("date value out of range"));
        }
        let (year, month, day) = calendar::date_of(n);
        Ok(Date { year, month, day })
    }

    pub(super) fn ordinal(self) -> i64 {
        calendar::ordinal(self.year, self.month, self.day)
    }

    /// 0 is Monday.
    pub(super) fn weekday(self) -> i64 {
        (self.ordinal() + 6) % 7
    }

    pub(super) fn text(self) -> String {
        let mut text = String::with_capacity(32);
        format::push(&mut text, self.year as u32, 4);
        text.push('-');
        format::push(&mut text, self.month.into(), 2);
        text.push('-');
        format::push(&mut text, self.day.into(), 2);
        text
    }

    pub(super) fn ctime(self, time: &str) -> String {
        let (day, month) = (&day_name(self.weekday())[..3], &month_name(self.month.into())[..3]);
        format!("{day} {month} {:2} {time} {:04}", self.day, self.year)
    }

    pub(super) fn bytes(self) -> [u8; 4] {
        let [high, low] = (self.year as u16).to_be_bytes();
        [high, low, self.month, self.day]
    }

    pub(super) fn hash(self, vm: &Vm) -> PyResult<i64> {
        vm.hash(&Value::Bytes(taipan_interp::types::bytes::Bytes::new(&self.bytes())))
    }
}

/// The day of a `date`, or of a `datetime`.
pub(super) fn of(v: &Value) -> Option<Date> {
    v.native::<Date>().copied().or_else(|| v.native::<Moment>().map(|m| m.date))
}

fn this(vm: &Vm, v: &Value) -> PyResult<Date> {
    of(v).ok_or_else(|| bad_receiver(vm, "datetime.date", v))
}

/// A date of a class: derived ones are called.
pub(super) fn make(vm: &Vm, cls: &TypeRef, d: Date) -> PyResult {
    if cls.is(&types(vm).date) {
        return Ok(object(cls, d));
    }
    let args = [i64::from(d.year), d.month.into(), d.day.into()].map(Value::Int);
    vm.call(&Value::Type(cls.clone()), &args)
}

/// The class that a class method was called on.
pub(super) fn class<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a TypeRef> {
    v.as_type().ok_or_else(|| vm.type_error("a class is needed"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if let [v] = args.values
        && let Some(bytes) = pickled(v, 4)
        && (1..=12).contains(&bytes[2])
    {
        let year = i32::from(bytes[0]) << 8 | i32::from(bytes[1]);
        return Ok(object(cls, Date { year, month: bytes[2], day: bytes[3] }));
    }
    let [year, month, day] = given(vm, args, ["year", "month", "day"], 3)?;
    let year = int_arg(vm, required(vm, &year, "year", 1)?)?;
    let month = int_arg(vm, required(vm, &month, "month", 2)?)?;
    let day = int_arg(vm, required(vm, &day, "day", 3)?)?;
    Ok(object(cls, Date::checked(vm, year, month, day)?))
}

fn from_timestamp(vm: &Vm, a: &[Value]) -> PyResult {
    let (seconds, _) = local::timestamp(vm, &a[1])?;
    let f = local::fields(vm, seconds)?;
    make(vm, class(vm, &a[0])?, Date::checked(vm, f.year as i32, f.month as i32, f.day as i32)?)
}

fn today(vm: &Vm, a: &[Value]) -> PyResult {
    let now = vm.call_method(&vm.import("time")?, &vm.intern("time"), &[])?;
    vm.call_method(&a[0], &vm.intern("fromtimestamp"), &[now])
}

fn from_ordinal(vm: &Vm, a: &[Value]) -> PyResult {
    let n = int_arg(vm, &a[1])?;
    if n < 1 {
        return Err(vm.value_error("ordinal must be >= 1"));
    }
    if i64::from(n) > calendar::MAX_ORDINAL {
        let year = clock::fields((i64::from(n) - calendar::EPOCH) * 86_400, 0, "", 0).year;
        return Err(vm.value_error(format!("year {year} is out of range")));
    }
    make(vm, class(vm, &a[0])?, Date::of_ordinal(vm, n.into())?)
}

fn from_iso_format(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[1].as_str() else {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    };
    let parsed = iso::date(text.as_str().as_bytes()).filter(|_| text.is_ascii());
    let Some((year, month, day)) = parsed else { return Err(iso::invalid(vm, &a[1])?) };
    make(vm, class(vm, &a[0])?, Date::checked(vm, year, month, day)?)
}

fn from_iso_calendar(vm: &Vm, a: &[Value]) -> PyResult {
    let int = |v: &Value| match int_arg(vm, v) {
        Err(e) if vm.matches(&e, &vm.exc.overflow_error) => Err(vm.value_error("ISO calendar component out of range")),
        other => other,
    };
    let (year, week, day) = (int(&a[1])?, int(&a[2])?, int(&a[3])?);
    let n = calendar::of_iso_week(year, week, day).map_err(|why| vm.value_error(why))?;
    // The last week of the year 9999 has days of the year 10000.
    let d = Date::of_ordinal(vm, n).map_err(|_| vm.value_error("year 10000 is out of range"))?;
    make(vm, class(vm, &a[0])?, d)
}

fn strftime(vm: &Vm, a: &[Value]) -> PyResult {
    let tuple = vm.call_method(&a[0], &vm.intern("timetuple"), &[])?;
    format::strftime(vm, &a[1], this(vm, &a[0])?.year, &tuple, None)
}

fn iso_calendar(vm: &Vm, a: &[Value]) -> PyResult {
    let d = this(vm, &a[0])?;
    let (year, week, day) = calendar::iso_week(d.ordinal(), d.year);
    let items = Value::tuple([i64::from(year), week, day].map(Value::Int).to_vec());
    Ok(vm.wrap(&types(vm).week, &vm.types.tuple, items))
}

fn replace(vm: &Vm, args: &Args) -> PyResult {
    let [year, month, day] = by_name(vm, &args.skip_first(), "replace", ["year", "month", "day"].map(Some))?;
    let v = &args.values[0];
    let d = this(vm, v)?;
    let or = |v: &Value, old: i32| super::int_or(vm, v, old);
    let d = Date::checked(vm, or(&year, d.year)?, or(&month, d.month.into())?, or(&day, d.day.into())?)?;
    make(vm, &vm.class_of(v), d)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let d = this(vm, &a[0])?;
    Ok(Value::from(format!("{}({}, {}, {})", vm.type_name(&a[0]), d.year, d.month, d.day)))
}

fn add(vm: &Vm, date: &Value, length: &Value, sign: i64) -> PyResult {
    let (Some(d), Some(length)) = (date.native::<Date>().copied(), delta::of(length)) else {
        return Ok(Value::NotImplemented);
    };
    let d = Date::of_ordinal(vm, d.ordinal() + sign * i64::from(length.days))?;
    make(vm, &vm.class_of(date), d)
}

fn subtract(vm: &Vm, a: &[Value]) -> PyResult {
    match (a[0].native::<Date>(), a[1].native::<Date>()) {
        (Some(x), Some(y)) => delta::make(vm, i128::from(x.ordinal() - y.ordinal()) * delta::DAY_MICROS),
        _ => add(vm, &a[0], &a[1], -1),
    }
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let d = this(vm, &a[0])?;
    // A day and a point in time are never compared.
    Ok(a[1].native::<Date>().map_or(Value::NotImplemented, |other| ordered(op, d.cmp(other))))
}
