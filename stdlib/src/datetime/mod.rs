//! `_datetime`: dates, times of day, points in time, and the lengths of time between them. One file a type; `calendar`
//! counts days, `zone` holds `tzinfo` and `timezone` and asks them questions, `format` and `iso` turn values into text and
//! back.

mod calendar;
mod date;
mod delta;
mod delta_arith;
mod format;
mod iso;
mod local;
mod moment;
mod moment_arith;
mod time;
mod zone;

use std::cmp::Ordering;
use std::rc::Rc;

use taipan_interp::native::ModuleDef;
use taipan_interp::tree::CmpOp;
use taipan_interp::types::arguments::by_name;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::{add_type, object, set};
use date::Date;
use delta::Delta;
use moment::Moment;
use time::Time;
use zone::Zone;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_datetime", doc: "Dates and times, and lengths of time.", functions: &[], init }];

/// The types of the module, and the zone UTC.
struct Types {
    timedelta: TypeRef,
    date: TypeRef,
    week: TypeRef,
    time: TypeRef,
    datetime: TypeRef,
    tzinfo: TypeRef,
    timezone: TypeRef,
    utc: Value,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        let date = vm.make_type(&date::DATE, None);
        let tzinfo = vm.make_type(&zone::TZINFO, None);
        let timezone = vm.make_type(&zone::TIMEZONE, Some(&tzinfo));
        Types {
            timedelta: vm.make_type(&delta::TIMEDELTA, None),
            week: vm.make_type(&date::WEEK, Some(&vm.types.tuple)),
            time: vm.make_type(&time::TIME, None),
            datetime: vm.make_type(&moment::DATETIME, Some(&date)),
            utc: object(&timezone, Zone { offset: Delta::ZERO, name: None }),
            date,
            tzinfo,
            timezone,
        }
    }
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(Types::new)
}

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let t = types(vm);
    for ty in [&t.timedelta, &t.date, &t.time, &t.datetime, &t.tzinfo, &t.timezone] {
        add_type(vm, module, ty);
    }
    set(vm, module, "MINYEAR", i64::from(calendar::MIN_YEAR));
    set(vm, module, "MAXYEAR", i64::from(calendar::MAX_YEAR));
    set(vm, module, "UTC", t.utc.clone());
    let put = |ty: &TypeRef, name: &str, value: Value| ty.dict().set_str(&vm.intern(name), value);
    let length = |total: i128| Delta::of_micros(vm, total).map(|d| object(&t.timedelta, d));
    put(&t.timedelta, "min", object(&t.timedelta, Delta { days: -delta::MAX_DAYS, seconds: 0, micros: 0 }));
    put(&t.timedelta, "max", object(&t.timedelta, Delta { days: delta::MAX_DAYS, seconds: 86_399, micros: 999_999 }));
    put(&t.timedelta, "resolution", length(1)?);
    let (first, last) = (Date { year: 1, month: 1, day: 1 }, Date { year: 9999, month: 12, day: 31 });
    put(&t.date, "min", object(&t.date, first));
    put(&t.date, "max", object(&t.date, last));
    put(&t.date, "resolution", length(delta::DAY_MICROS)?);
    let (start, end) = (Time::MIDNIGHT, Time { hour: 23, minute: 59, second: 59, micro: 999_999, ..Time::MIDNIGHT });
    put(&t.time, "min", object(&t.time, start.clone()));
    put(&t.time, "max", object(&t.time, end.clone()));
    put(&t.time, "resolution", length(1)?);
    put(&t.datetime, "min", object(&t.datetime, Moment { date: first, time: start }));
    put(&t.datetime, "max", object(&t.datetime, Moment { date: last, time: end }));
    put(&t.datetime, "resolution", length(1)?);
    let zone = |minutes: i32| Zone { offset: Delta::of_seconds(minutes * 60), name: None };
    put(&t.timezone, "utc", t.utc.clone());
    put(&t.timezone, "min", object(&t.timezone, zone(-23 * 60 - 59)));
    put(&t.timezone, "max", object(&t.timezone, zone(23 * 60 + 59)));
    Ok(())
}

/// What a comparison says of two values in this order.
fn ordered(op: CmpOp, order: Ordering) -> Value {
    Value::Bool(match op {
        CmpOp::Eq => order.is_eq(),
        CmpOp::Ne => order.is_ne(),
        CmpOp::Lt => order.is_lt(),
        CmpOp::Le => order.is_le(),
        CmpOp::Gt => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// An int argument as C's `int`.
fn int_arg(vm: &Vm, v: &Value) -> PyResult<i32> {
    let Value::Int(i) = vm.index(v)? else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    i32::try_from(i).map_err(|_| {
        let side = if i > 0 { "greater than maximum" } else { "less than minimum" };
        vm.overflow_error(format!("signed integer is {side}"))
    })
}

/// An int argument that has a default.
fn int_or(vm: &Vm, v: &Value, default: i32) -> PyResult<i32> {
    if v.is_unbound() { Ok(default) } else { int_arg(vm, v) }
}

/// The bytes that an instance was pickled as, when the only argument is such: `len` of them (as text, from Python 2).
fn pickled(v: &Value, len: usize) -> Option<Vec<u8>> {
    let bytes = match v.inner() {
        Value::Bytes(b) => b.as_slice().to_vec(),
        Value::Str(s) if s.len() == len => {
            s.as_str().chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?
        }
        _ => return None,
    };
    (bytes.len() == len).then_some(bytes)
}

/// What `__reduce__` returns: the class and the arguments that make the instance again.
fn reduced(vm: &Vm, v: &Value, bytes: &[u8], zone: Option<&Value>) -> Value {
    let mut state = vec![Value::Bytes(Bytes::new(bytes))];
    state.extend(zone.filter(|z| !z.is_none()).cloned());
    Value::tuple(vec![Value::Type(vm.class_of(v)), Value::tuple(state)])
}

/// The arguments of a constructor: by these names, the first `positional` by position as well.
fn given<const N: usize>(vm: &Vm, args: &Args, names: [&str; N], positional: usize) -> PyResult<[Value; N]> {
    given_to(vm, args, "function", names, positional)
}

/// As [`given`], of the method that an error names.
fn given_to<const N: usize>(
    vm: &Vm,
    args: &Args,
    function: &str,
    names: [&str; N],
    positional: usize,
) -> PyResult<[Value; N]> {
    let too_many = |most: usize, kind: &str, got: usize| {
        vm.type_error(format!("{function} takes at most {most} {kind}arguments ({got} given)"))
    };
    if args.values.len() > N {
        return Err(too_many(N, "", args.values.len()));
    }
    if args.pos().len() > positional {
        return Err(too_many(positional, "positional ", args.pos().len()));
    }
    by_name(vm, args, function.trim_end_matches("()"), names.map(Some))
}

/// TypeError for a required argument that was not given.
fn required<'a>(vm: &Vm, v: &'a Value, name: &str, position: usize) -> PyResult<&'a Value> {
    v.bound().ok_or_else(|| vm.type_error(format!("function missing required argument '{name}' (pos {position})")))
}

/// `__format__`: `strftime`, or `str` for an empty specification.
fn formatted(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(spec) = a[1].as_str() else {
        return Err(vm.type_error(format!("format() argument 2 must be str, not {}", vm.type_name(&a[1]))));
    };
    if spec.is_empty() {
        return vm.str(&a[0]).map(Value::Str);
    }
    vm.call_method(&a[0], &vm.intern("strftime"), &a[1..])
}
