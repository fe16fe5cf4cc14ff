//! `time`: the host's clocks, and broken-down times.

pub(crate) mod calendar;
pub(crate) mod format;

use std::time::Duration;

use num_bigint::BigInt;

use taipan_interp::host::Host;
use taipan_interp::native::{ModuleDef, NativeDef, function, function_raw};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::structseq;
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::{add_type, set};
use calendar::Fields;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "time", doc: "Clocks, sleeping, and dates as tuples.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("time", "()", |vm, _| Ok(float(looked_at(vm).now()))),
    function("time_ns", "()", |vm, _| Ok(nanoseconds(looked_at(vm).now()))),
    function("monotonic", "()", |vm, _| Ok(float(looked_at(vm).monotonic()))),
    function("monotonic_ns", "()", |vm, _| Ok(nanoseconds(looked_at(vm).monotonic()))),
    function("perf_counter", "()", |vm, _| Ok(float(looked_at(vm).monotonic()))),
    function("perf_counter_ns", "()", |vm, _| Ok(nanoseconds(looked_at(vm).monotonic()))),
    function("process_time", "()", |vm, _| Ok(float(vm.host.cpu_time()))),
    function("process_time_ns", "()", |vm, _| Ok(nanoseconds(vm.host.cpu_time()))),
    function("thread_time", "()", |vm, _| Ok(float(vm.host.thread_time()))),
    function("thread_time_ns", "()", |vm, _| Ok(nanoseconds(vm.host.thread_time()))),
    function("clock_gettime", "(clk_id, /)", |vm, a| clock(vm, &a[0]).map(float)),
    function("clock_gettime_ns", "(clk_id, /)", |vm, a| clock(vm, &a[0]).map(nanoseconds)),
    function("clock_getres", "(clk_id, /)", |vm, a| clock(vm, &a[0]).map(|_| Value::Float(1e-9))),
    function("get_clock_info", "(name, /)", get_clock_info),
    function("sleep", "(seconds, /)", sleep),
    function_raw("gmtime", "(seconds=None, /)", gmtime),
    function_raw("localtime", "(seconds=None, /)", localtime),
    function("mktime", "(tuple, /)", mktime),
    function_raw("asctime", "(tuple=None, /)", asctime),
    function_raw("ctime", "(seconds=None, /)", ctime),
    function("strftime", "(format, tuple=None, /)", strftime),
    function_raw("strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", strptime),
    function("tzset", "()", |vm, _| tzset(vm)),
];

/// The host, whose clock the program looks at.
pub(crate) fn looked_at(vm: &Vm) -> &dyn Host {
    if let Some(time) = vm.host.virtual_time() {
        time.looked_at();
    }
    &*vm.host
}

const CLOCK_REALTIME: i64 = 0;
const CLOCK_MONOTONIC: i64 = 1;
const CLOCK_PROCESS_CPUTIME_ID: i64 = 2;
const CLOCK_THREAD_CPUTIME_ID: i64 = 3;
const CLOCK_MONOTONIC_RAW: i64 = 4;
const CLOCK_BOOTTIME: i64 = 7;
const CLOCK_TAI: i64 = 11;

const STRUCT_TIME: &[&str] = &[
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
    "tm_zone",
    "tm_gmtoff",
];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    add_type(vm, module, &vm.state(Types::new).struct_time);
    for (name, id) in [
        ("CLOCK_REALTIME", CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", CLOCK_MONOTONIC),
        ("CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID),
        ("CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW),
        ("CLOCK_BOOTTIME", CLOCK_BOOTTIME),
        ("CLOCK_TAI", CLOCK_TAI),
        ("_STRUCT_TM_ITEMS", 11),
    ] {
        set(vm, module, name, id);
    }
    set_zone(vm, module);
    Ok(())
}

struct Types {
    struct_time: TypeRef,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        Types { struct_time: structseq::define(vm, "struct_time", "time", STRUCT_TIME, 9) }
    }
}

fn float(d: Duration) -> Value {
    Value::Float(d.as_secs_f64())
}

fn nanoseconds(d: Duration) -> Value {
    match i64::try_from(d.as_nanos()) {
        Ok(n) => Value::Int(n),
        Err(_) => Value::from_bigint(BigInt::from(d.as_nanos())),
    }
}

fn clock(vm: &Vm, id: &Value) -> PyResult<Duration> {
    match vm.index_i64(id)? {
        CLOCK_REALTIME | CLOCK_TAI => Ok(looked_at(vm).now()),
        CLOCK_MONOTONIC | CLOCK_MONOTONIC_RAW | CLOCK_BOOTTIME => Ok(looked_at(vm).monotonic()),
        CLOCK_PROCESS_CPUTIME_ID => Ok(vm.host.cpu_time()),
        CLOCK_THREAD_CPUTIME_ID => Ok(vm.host.thread_time()),
        _ => {
            const EINVAL: i32 = 22;
            Err(vm.os_error(&std::io::Error::from_raw_os_error(EINVAL), None))
        }
    }
}

fn get_clock_info(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(name) = a[0].as_str() else {
        return Err(vm.type_error(format!("get_clock_info() argument 1 must be str, not {}", vm.type_name(&a[0]))));
    };
    let (implementation, monotonic, adjustable) = match name.as_str() {
        "time" => ("CLOCK_REALTIME", false, true),
        "monotonic" | "perf_counter" => ("CLOCK_MONOTONIC", true, false),
        "process_time" => ("CLOCK_PROCESS_CPUTIME_ID", true, false),
        "thread_time" => ("CLOCK_THREAD_CPUTIME_ID", true, false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let fields = [
        ("implementation", Value::from(format!("clock_gettime({implementation})"))),
        ("monotonic", Value::Bool(monotonic)),
        ("adjustable", Value::Bool(adjustable)),
        ("resolution", Value::Float(1e-9)),
    ];
    vm.call_kw(&Value::Type(vm.types.simple_namespace.clone()), &[], &fields)
}

/// A length of time given in seconds.
pub(crate) fn duration_arg(vm: &Vm, v: &Value) -> PyResult<Duration> {
    let negative = || vm.value_error("sleep length must be non-negative");
    let seconds = match v.inner() {
        Value::Float(f) => *f,
        _ => match vm.index(v)? {
            Value::Int(i) if i < 0 => return Err(negative()),
            // The clock counts nanoseconds in 64 bits.
            Value::Int(i) if i <= i64::MAX / 1_000_000_000 => return Ok(Duration::from_secs(i as u64)),
            _ => return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
        },
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(negative());
    }
    match Duration::try_from_secs_f64(seconds) {
        Ok(d) if i64::try_from(d.as_nanos()).is_ok() => Ok(d),
        _ => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn sleep(vm: &Vm, a: &[Value]) -> PyResult {
    let length = duration_arg(vm, &a[0])?;
    let deadline = vm.host.monotonic() + length;
    let mut left = length;
    loop {
        if left.is_zero() {
            // A chance for the others.
            vm.allow_threads(|_| ());
        } else {
            // A signal ends the wait early; when its handler raises nothing, what is left is slept.
            vm.park(Some(deadline))?;
        }
        left = deadline.saturating_sub(vm.host.monotonic());
        if left.is_zero() {
            return Ok(Value::None);
        }
    }
}

/// The only argument of functions that take up to one.
fn optional<'a>(vm: &Vm, args: &Args<'a>, name: &str) -> PyResult<Option<&'a Value>> {
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("time.{name}() takes no keyword arguments")));
    }
    match args.values {
        [] => Ok(None),
        [v] => Ok(v.some()),
        all => Err(vm.type_error(format!("{name}() takes at most 1 argument ({} given)", all.len()))),
    }
}

/// Seconds since the epoch; fractions are cut off downwards.
fn timestamp(vm: &Vm, v: Option<&Value>) -> PyResult<i64> {
    let too_large = || vm.overflow_error("timestamp out of range for platform time_t");
    let seconds = match v {
        None => return Ok(vm.host.now().as_secs() as i64),
        Some(v) => match v.inner() {
            Value::Float(f) if f.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
            Value::Float(f) if f.abs() < 9.2e18 => f.floor() as i64,
            Value::Float(_) => return Err(too_large()),
            _ => match vm.index(v)? {
                Value::Int(i) => i,
                _ => return Err(too_large()),
            },
        },
    };
    // Years that a C int can count.
    if seconds.unsigned_abs() > 67_000_000_000_000_000 {
        const EOVERFLOW: i32 = 75;
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(EOVERFLOW), None));
    }
    Ok(seconds)
}

/// Seconds east of UTC in winter and in summer of a year, with the zone's names.
fn zone(vm: &Vm, year: i64) -> ((i32, String), (i32, String)) {
    let start = calendar::days_from_civil(year, 1, 1) * 86_400;
    let january = vm.host.utc_offset(start);
    let july = vm.host.utc_offset(start + 182 * 86_400);
    if january.0 <= july.0 { (january, july) } else { (july, january) }
}

fn local_fields(vm: &Vm, seconds: i64) -> Fields {
    let (offset, name) = vm.host.utc_offset(seconds);
    let year = calendar::fields(seconds, 0, "", 0).year;
    let dst = i64::from(offset != zone(vm, year).0.0);
    calendar::fields(seconds, i64::from(offset), &name, dst)
}

fn struct_time(vm: &Vm, f: &Fields) -> Value {
    let ints = [f.year, f.month, f.day, f.hour, f.minute, f.second, f.weekday, f.yearday, f.dst];
    let mut values: Vec<Value> = ints.into_iter().map(Value::Int).collect();
    values.push(Value::str(&f.zone));
    values.push(Value::Int(f.offset));
    structseq::make(vm, &vm.state(Types::new).struct_time, values)
}

fn gmtime(vm: &Vm, args: &Args) -> PyResult {
    let seconds = timestamp(vm, optional(vm, args, "gmtime")?)?;
    Ok(struct_time(vm, &calendar::fields(seconds, 0, "GMT", 0)))
}

fn localtime(vm: &Vm, args: &Args) -> PyResult {
    let seconds = timestamp(vm, optional(vm, args, "localtime")?)?;
    Ok(struct_time(vm, &local_fields(vm, seconds)))
}

/// Reads a time tuple as it is.
fn raw_fields(vm: &Vm, v: &Value, function: &str) -> PyResult<Fields> {
    let Value::Tuple(items) = v.inner() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != 9 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut n = [0; 9];
    for (n, v) in n.iter_mut().zip(items.iter()) {
        *n = vm.index_i64(v)?;
        if i32::try_from(*n).is_err() {
            return Err(vm.overflow_error("Python int too large to convert to C int"));
        }
    }
    let [year, month, day, hour, minute, second, weekday, yearday, dst] = n;
    let (mut zone, mut offset) = (String::new(), 0);
    if let Value::Instance(i) = v
        && i.class().is(&vm.state(Types::new).struct_time)
    {
        if let Some(Value::Str(s)) = i.attrs.get(&vm.intern("tm_zone")) {
            zone = s.as_str().to_string();
        }
        if let Some(Value::Int(n)) = i.attrs.get(&vm.intern("tm_gmtoff")) {
            offset = n;
        }
    }
    if zone.is_empty() {
        let (winter, summer) = self::zone(vm, year.clamp(1, 9999));
        let used = if dst > 0 { summer } else { winter };
        (offset, zone) = (i64::from(used.0), used.1);
    }
    Ok(Fields { year, month, day, hour, minute, second, weekday, yearday, dst, zone, offset })
}

/// Reads a time tuple and checks that each field is in its range; zeros stand for ones where C has it so.
fn checked_fields(vm: &Vm, v: &Value, function: &str) -> PyResult<Fields> {
    let mut f = raw_fields(vm, v, function)?;
    if f.month == 0 {
        f.month = 1;
    }
    if f.day == 0 {
        f.day = 1;
    }
    if f.yearday == 0 {
        f.yearday = 1;
    }
    let checks = [
        ((1..=12).contains(&f.month), "month out of range"),
        ((1..=31).contains(&f.day), "day of month out of range"),
        ((0..24).contains(&f.hour), "hour out of range"),
        ((0..60).contains(&f.minute), "minute out of range"),
        ((0..=61).contains(&f.second), "seconds out of range"),
        (f.weekday >= -1, "day of week out of range"),
        ((1..=366).contains(&f.yearday), "day of year out of range"),
    ];
    if let Some((_, message)) = checks.iter().find(|(fine, _)| !fine) {
        return Err(vm.value_error(*message));
    }
    f.weekday = f.weekday.rem_euclid(7);
    Ok(f)
}

fn mktime(vm: &Vm, a: &[Value]) -> PyResult {
    let f = raw_fields(vm, &a[0], "mktime")?;
    let out_of_range = || vm.overflow_error("mktime argument out of range");
    let local = calendar::seconds(&f).ok_or_else(out_of_range)?;
    let (winter, summer) = zone(vm, f.year.clamp(1, 9999));
    // An explicit flag decides between the two offsets; otherwise the one that the clocks show at that time.
    let offset = match f.dst {
        0 => winter.0,
        // Where clocks are never moved, moved ones are an hour ahead all the same.
        1.. if summer.0 == winter.0 => winter.0 + 3600,
        1.. => summer.0,
        _ => {
            let guess = vm.host.utc_offset(local - i64::from(winter.0)).0;
            if vm.host.utc_offset(local - i64::from(guess)).0 == guess { guess } else { winter.0 }
        }
    };
    Ok(Value::Float((local - i64::from(offset)) as f64))
}

fn as_text(f: &Fields) -> Value {
    Value::from(format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        &format::day_name(f.weekday)[..3],
        &format::month_name(f.month)[..3],
        f.day,
        f.hour,
        f.minute,
        f.second,
        f.year
    ))
}

fn asctime(vm: &Vm, args: &Args) -> PyResult {
    Ok(as_text(&match optional(vm, args, "asctime")? {
        Some(t) => checked_fields(vm, t, "asctime")?,
        None => local_fields(vm, timestamp(vm, None)?),
    }))
}

fn ctime(vm: &Vm, args: &Args) -> PyResult {
    Ok(as_text(&local_fields(vm, timestamp(vm, optional(vm, args, "ctime")?)?)))
}

fn strftime(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(format) = a[0].as_str() else {
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {}", vm.type_name(&a[0]))));
    };
    let fields = match a[1].bound() {
        Some(t) => checked_fields(vm, t, "strftime")?,
        None => local_fields(vm, timestamp(vm, None)?),
    };
    Ok(Value::from(format::strftime(format.as_str(), &fields)))
}

fn strptime(vm: &Vm, args: &Args) -> PyResult {
    let module = vm.import("_strptime")?;
    let f = vm.get_attr(&module, &vm.intern("_strptime_time"))?;
    vm.call_args(&f, args)
}

/// The zone's constants: seconds west of UTC, as C counts them.
fn set_zone(vm: &Vm, module: &Dict) {
    let year = calendar::fields(vm.host.now().as_secs() as i64, 0, "", 0).year;
    let (winter, summer) = zone(vm, year);
    set(vm, module, "timezone", -i64::from(winter.0));
    set(vm, module, "altzone", -i64::from(summer.0));
    set(vm, module, "daylight", i64::from(winter.0 != summer.0));
    set(vm, module, "tzname", Value::tuple(vec![Value::from(winter.1), Value::from(summer.1)]));
}

fn tzset(vm: &Vm) -> PyResult {
    if let Value::Module(m) = vm.import("time")? {
        set_zone(vm, &m.dict);
    }
    Ok(Value::None)
}
