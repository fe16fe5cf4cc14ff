//! `tzinfo`, what zones derive from, and `timezone`, those of a fixed offset; and the questions that times ask a zone.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::arguments::{bad_receiver, by_name};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::str::Str;
use taipan_interp::{Args, PyResult, Raised, Value, Vm};

use super::delta::{self, DAY_MICROS, Delta};
use super::moment::Moment;
use super::{format, moment_arith, types};
use crate::support::object;

pub(super) static TZINFO: TypeDef = TypeDef {
    doc: "Abstract base class for time zone info objects.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(|_, cls, _| Ok(object(cls, TzInfo))),
    methods: &[
        method("tzname", "(self, datetime, /)", |vm, _| Err(to_be_implemented(vm, "tzname"))),
        method("utcoffset", "(self, datetime, /)", |vm, _| Err(to_be_implemented(vm, "utcoffset"))),
        method("dst", "(self, datetime, /)", |vm, _| Err(to_be_implemented(vm, "dst"))),
        method("fromutc", "(self, datetime, /)", from_utc),
        method("__reduce__", "(self, /)", reduce),
    ],
    ..TypeDef::new("tzinfo", "datetime")
};

pub(super) static TIMEZONE: TypeDef = TypeDef {
    doc: "Fixed offset from UTC implementation of tzinfo.",
    layout: Layout::Native(0),
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("timezone", "datetime")
};

const METHODS: &[NativeDef] = &[
    method("tzname", "(self, datetime, /)", |vm, a| {
        asked_of(vm, &a[1], "tzname")?;
        Ok(this(vm, &a[0])?.name_value())
    }),
    method("utcoffset", "(self, datetime, /)", |vm, a| {
        asked_of(vm, &a[1], "utcoffset")?;
        Ok(delta::wrap(vm, this(vm, &a[0])?.offset))
    }),
    method("dst", "(self, datetime, /)", |vm, a| {
        asked_of(vm, &a[1], "dst")?;
        Ok(Value::None)
    }),
    method("fromutc", "(self, datetime, /)", fixed_from_utc),
    method("__getinitargs__", "(self, /)", init_args),
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", |vm, a| Ok(this(vm, &a[0])?.name_value())),
    method("__hash__", "(self, /)", |vm, a| Ok(Value::Int(vm.hash(&delta::wrap(vm, this(vm, &a[0])?.offset))?))),
    method("__eq__", "(self, value, /)", |vm, a| Ok(equal(vm, a)?.map_or(Value::NotImplemented, Value::Bool))),
    method("__ne__", "(self, value, /)", |vm, a| Ok(equal(vm, a)?.map_or(Value::NotImplemented, |e| Value::Bool(!e)))),
];

/// A zone whose class says what it is.
pub(crate) struct TzInfo;

impl NativeData for TzInfo {}

/// A zone that is always the same length of time ahead of UTC.
pub(crate) struct Zone {
    pub offset: Delta,
    pub name: Option<Str>,
}

impl NativeData for Zone {}

impl Zone {
    fn name_value(&self) -> Value {
        match &self.name {
            Some(name) => Value::Str(name.clone()),
            None if self.offset == Delta::ZERO => Value::str("UTC"),
            None => Value::from(format!("UTC{}", format::offset(self.offset, ":"))),
        }
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Zone> {
    v.native().ok_or_else(|| bad_receiver(vm, "datetime.timezone", v))
}

fn to_be_implemented(vm: &Vm, name: &str) -> Raised {
    vm.not_implemented_error(format!("a tzinfo subclass must implement {name}()"))
}

/// TypeError unless a zone is asked about a point in time, or none.
fn asked_of(vm: &Vm, v: &Value, method: &str) -> PyResult<()> {
    if v.is_none() || v.native::<Moment>().is_some() {
        return Ok(());
    }
    let shown = vm.type_name(v);
    Err(vm.type_error(format!("{method}(dt) argument must be a datetime instance or None, not {shown}")))
}

/// A zone as an argument: None or an instance of a class derived from `tzinfo`.
///
/// # Errors
/// TypeError.
pub(super) fn checked(vm: &Vm, v: &Value) -> PyResult<Value> {
    if v.is_unbound() || v.is_none() {
        return Ok(Value::None);
    }
    if vm.class_of(v).is_subtype(&types(vm).tzinfo) {
        return Ok(v.clone());
    }
    let shown = vm.type_name(v);
    Err(vm.type_error(format!("tzinfo argument must be None or of a tzinfo subclass, not type '{shown}'")))
}

/// `timezone(offset)`, one object for UTC.
pub(super) fn fixed(vm: &Vm, offset: Delta, name: Option<Str>) -> Value {
    let types = types(vm);
    if offset == Delta::ZERO && name.is_none() {
        return types.utc.clone();
    }
    object(&types.timezone, Zone { offset, name })
}

/// True for a length that an offset may have.
pub(super) fn is_offset(d: Delta) -> bool {
    d.micros_in_all().abs() < DAY_MICROS
}

fn bad_offset(vm: &Vm, v: &Value) -> Raised {
    match vm.repr(v) {
        Ok(shown) => vm.value_error(format!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}."
        )),
        Err(e) => e,
    }
}

fn new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    let [offset, name] = by_name(vm, args, "timezone", [Some("offset"), Some("name")])?;
    let Some(length) = delta::of(super::required(vm, &offset, "offset", 1)?) else {
        let shown = vm.type_name(&offset);
        return Err(vm.type_error(format!("timezone() argument 1 must be datetime.timedelta, not {shown}")));
    };
    let name = match (name.bound(), name.as_str()) {
        (None, _) => None,
        (_, Some(name)) => Some(name.clone()),
        _ => {
            let shown = vm.type_name(&name);
            return Err(vm.type_error(format!("timezone() argument 2 must be str, not {shown}")));
        }
    };
    if !is_offset(length) {
        return Err(bad_offset(vm, &offset));
    }
    Ok(fixed(vm, length, name))
}

fn init_args(vm: &Vm, a: &[Value]) -> PyResult {
    let zone = this(vm, &a[0])?;
    let mut args = vec![delta::wrap(vm, zone.offset)];
    args.extend(zone.name.clone().map(Value::Str));
    Ok(Value::tuple(args))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let zone = this(vm, &a[0])?;
    let class = vm.type_name(&a[0]);
    if a[0].is(&types(vm).utc) {
        return Ok(Value::from(format!("{class}.utc")));
    }
    let offset = vm.repr(&delta::wrap(vm, zone.offset))?;
    Ok(Value::from(match &zone.name {
        Some(name) => format!("{class}({offset}, {})", vm.repr(&Value::Str(name.clone()))?),
        None => format!("{class}({offset})"),
    }))
}

fn equal(vm: &Vm, a: &[Value]) -> PyResult<Option<bool>> {
    let zone = this(vm, &a[0])?;
    Ok(a[1].native::<Zone>().map(|other| other.offset == zone.offset))
}

/// The point in time that `fromutc` gets: one of this zone.
fn of_this_zone<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Moment> {
    let Some(moment) = a[1].native::<Moment>() else {
        return Err(vm.type_error("fromutc: argument must be a datetime instance"));
    };
    if !moment.time.zone.is(&a[0]) {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(moment)
}

fn fixed_from_utc(vm: &Vm, a: &[Value]) -> PyResult {
    let moment = of_this_zone(vm, a)?;
    moment_arith::moved(vm, &a[1], moment, this(vm, &a[0])?.offset.micros_in_all())
}

fn from_utc(vm: &Vm, a: &[Value]) -> PyResult {
    let moment = of_this_zone(vm, a)?;
    let Some(offset) = ask(vm, &a[0], "utcoffset", &a[1])? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(saving) = ask(vm, &a[0], "dst", &a[1])? else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let standard = offset.micros_in_all() - saving.micros_in_all();
    let local = moment_arith::moved(vm, &a[1], moment, standard)?;
    let Some(saving) = ask(vm, &a[0], "dst", &local)? else {
        return Err(vm.value_error("fromutc: tz.dst() gave inconsistent results; cannot convert"));
    };
    match local.native::<Moment>() {
        Some(moment) if saving != Delta::ZERO => moment_arith::moved(vm, &local, moment, saving.micros_in_all()),
        _ => Ok(local),
    }
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let args = match vm.get_attr_opt(&a[0], &vm.intern("__getinitargs__"))? {
        Some(f) => vm.call(&f, &[])?,
        None => Value::tuple(Vec::new()),
    };
    let state = vm.call_method(&a[0], &vm.intern("__getstate__"), &[])?;
    let mut parts = vec![Value::Type(vm.class_of(&a[0])), args];
    if !state.is_none() {
        parts.push(state);
    }
    Ok(Value::tuple(parts))
}

/// What a zone (or None) answers to `utcoffset` or `dst`; `about` is a `datetime` or None.
///
/// # Errors
/// Whatever it raises; TypeError and ValueError for what is no offset.
pub(super) fn ask(vm: &Vm, zone: &Value, method: &str, about: &Value) -> PyResult<Option<Delta>> {
    if zone.is_none() {
        return Ok(None);
    }
    if let Some(fixed) = zone.native::<Zone>() {
        return Ok((method == "utcoffset").then_some(fixed.offset));
    }
    let answer = vm.call_method(zone, &vm.intern(method), std::slice::from_ref(about))?;
    if answer.is_none() {
        return Ok(None);
    }
    let Some(d) = delta::of(&answer) else {
        let shown = vm.type_name(&answer);
        return Err(vm.type_error(format!("tzinfo.{method}() must return None or a timedelta, not '{shown}'")));
    };
    if is_offset(d) { Ok(Some(d)) } else { Err(bad_offset(vm, &answer)) }
}

/// As [`ask`], as a value.
pub(super) fn ask_value(vm: &Vm, zone: &Value, method: &str, about: &Value) -> PyResult {
    Ok(ask(vm, zone, method, about)?.map_or(Value::None, |d| delta::wrap(vm, d)))
}

/// What a zone (or None) calls itself.
///
/// # Errors
/// Whatever it raises; TypeError for what is no text.
pub(super) fn name(vm: &Vm, zone: &Value, about: &Value) -> PyResult {
    if zone.is_none() {
        return Ok(Value::None);
    }
    let answer = vm.call_method(zone, &vm.intern("tzname"), std::slice::from_ref(about))?;
    if answer.is_none() || answer.as_str().is_some() {
        return Ok(answer);
    }
    let shown = vm.type_name(&answer);
    Err(vm.type_error(format!("tzinfo.tzname() must return None or a string, not '{shown}'")))
}
