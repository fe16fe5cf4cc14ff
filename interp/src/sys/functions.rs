//! The functions of `sys`, hooks apart.

use std::time::Duration;

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, function, function_raw};
use crate::types::class::TypeFlags;
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::exceptions::traceback_value;
use crate::types::{frame, structseq};
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[NativeDef] = &[
    function_raw("exit", "(status=None, /)", exit),
    function("exc_info", "()", exc_info),
    function("exception", "()", exception),
    function("getrecursionlimit", "()", get_recursion_limit),
    function("setrecursionlimit", "(limit, /)", set_recursion_limit),
    function("getdefaultencoding", "()", |_, _| Ok(Value::str("utf-8"))),
    function("getfilesystemencoding", "()", |_, _| Ok(Value::str("utf-8"))),
    function("getfilesystemencodeerrors", "()", |_, _| Ok(Value::str("surrogateescape"))),
    function("intern", "(string, /)", intern),
    function("_is_interned", "(string, /)", is_interned),
    function("getrefcount", "(object, /)", get_refcount),
    function_raw("getsizeof", "(object[, default])", getsizeof),
    function("_getframe", "(depth=0, /)", get_frame),
    function("_getframemodulename", "(depth=0)", get_frame_module_name),
    function("_current_frames", "()", current_frames),
    function("_current_exceptions", "()", current_exceptions),
    function("is_finalizing", "()", |vm, _| Ok(Value::Bool(super::state(vm).finalizing.get()))),
    function("get_int_max_str_digits", "()", |vm, _| Ok(Value::from(crate::format::digit_limit(vm)))),
    function("set_int_max_str_digits", "(maxdigits)", set_int_max_str_digits),
    function("get_coroutine_origin_tracking_depth", "()", |vm, _| Ok(Value::Int(vm.origin_depth.get() as i64))),
    function("set_coroutine_origin_tracking_depth", "(depth)", set_origin_depth),
    function("get_asyncgen_hooks", "()", get_asyncgen_hooks),
    function("set_asyncgen_hooks", "(firstiter=-1, finalizer=-1)", set_asyncgen_hooks),
    function("getswitchinterval", "()", |vm, _| Ok(Value::Float(vm.lock.interval().as_secs_f64()))),
    function("setswitchinterval", "(interval, /)", set_switch_interval),
    function("getallocatedblocks", "()", |_, _| Ok(Value::Int(0))),
    function("getunicodeinternedsize", "()", |_, _| Ok(Value::Int(0))),
    function("_clear_type_descriptors", "(type, /)", clear_type_descriptors),
    function("_clear_type_cache", "()", |_, _| Ok(Value::None)),
    function("_clear_internal_caches", "()", |_, _| Ok(Value::None)),
    function("_is_gil_enabled", "()", |_, _| Ok(Value::Bool(true))),
    function("_get_cpu_count_config", "()", |_, _| Ok(Value::Int(-1))),
    function("is_stack_trampoline_active", "()", |_, _| Ok(Value::Bool(false))),
    function("gettrace", "()", |_, _| Ok(Value::None)),
    function("getprofile", "()", |_, _| Ok(Value::None)),
    function("settrace", "(function, /)", |vm, a| no_tracing(vm, a, "settrace")),
    function("setprofile", "(function, /)", |vm, a| no_tracing(vm, a, "setprofile")),
    function("_settraceallthreads", "(arg, /)", |vm, a| no_tracing(vm, a, "_settraceallthreads")),
    function("_setprofileallthreads", "(arg, /)", |vm, a| no_tracing(vm, a, "_setprofileallthreads")),
    function("call_tracing", "(func, args, /)", |vm, a| vm.call(&a[0], &vm.collect(&a[1])?)),
    function_raw("audit", "(event, /, *args)", audit),
    function("addaudithook", "(hook)", add_audit_hook),
];

pub(super) fn fill(vm: &Vm, dict: &Dict) {
    for def in FUNCTIONS {
        dict.set_str(&vm.intern(def.name), vm.native_function("sys", def));
    }
}

/// Takes the descriptors `__dict__` and `__weakref__` from a class that is about to be replaced by one with slots.
fn clear_type_descriptors(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Type(class) = &a[0] else {
        return Err(vm.type_error(format!("argument must be type, not {}", vm.type_name(&a[0]))));
    };
    if !class.has(TypeFlags::HEAP) {
        return Err(vm.type_error("argument is immutable"));
    }
    for name in [&vm.names.__dict__, &vm.names.__weakref__] {
        class.dict().remove_str(name);
    }
    vm.type_modified(class);
    Ok(Value::None)
}

fn exit(vm: &Vm, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("sys.exit() takes no keyword arguments"));
    }
    match args.values {
        [] | [Value::None] => Err(vm.new_exception(&vm.exc.system_exit, Vec::new())),
        // As when the exception is raised: a tuple stands for the arguments.
        [Value::Tuple(t)] => Err(vm.new_exception(&vm.exc.system_exit, t.to_vec())),
        [status] => Err(vm.new_exception(&vm.exc.system_exit, vec![status.clone()])),
        more => Err(vm.type_error(format!("exit expected at most 1 argument, got {}", more.len()))),
    }
}

/// `(type, value, traceback)` of an exception; three times None without one.
pub fn exc_info_of(vm: &Vm, exc: Option<&Ref<Exception>>) -> Value {
    Value::tuple(match exc {
        None => vec![Value::None, Value::None, Value::None],
        Some(e) => {
            let tb = traceback_value(vm, e);
            vec![Value::Type(e.class()), Value::Exception(e.clone()), tb]
        }
    })
}

fn exc_info(vm: &Vm, _: &[Value]) -> PyResult {
    let handled = vm.handled.borrow().clone();
    Ok(exc_info_of(vm, handled.as_ref()))
}

fn exception(vm: &Vm, _: &[Value]) -> PyResult {
    Ok(vm.handled.borrow().clone().map_or(Value::None, Value::Exception))
}

fn get_recursion_limit(vm: &Vm, _: &[Value]) -> PyResult {
    Ok(Value::from(vm.recursion_limit.get()))
}

/// An argument that C would take as `int`.
fn c_int(vm: &Vm, value: &Value) -> PyResult<i64> {
    let n = vm.index(value)?;
    match n {
        Value::Int(n) if i32::try_from(n).is_ok() => Ok(n),
        Value::Bool(b) => Ok(b.into()),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

fn set_recursion_limit(vm: &Vm, a: &[Value]) -> PyResult {
    let limit = c_int(vm, &a[0])?;
    let Some(limit) = usize::try_from(limit).ok().filter(|l| *l >= 1) else {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    };
    let depth = vm.depth.get();
    if depth >= limit {
        let message =
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        return Err(vm.recursion_error(message));
    }
    vm.set_recursion_limit(limit);
    Ok(Value::None)
}

fn intern(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Str(s) => Ok(Value::Str(vm.intern_str(s))),
        other if other.as_str().is_some() => Err(vm.type_error(format!("can't intern {}", vm.type_name(other)))),
        other => Err(vm.type_error(format!("intern() argument must be str, not {}", vm.type_name(other)))),
    }
}

fn is_interned(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Str(s) => Ok(Value::Bool(s.is_interned())),
        other => Err(vm.type_error(format!("_is_interned() argument must be str, not {}", vm.type_name(other)))),
    }
}

/// Counts of values stored in place are made up: large, as for CPython's immortal objects.
const IMMORTAL: usize = 0xc000_0000;

fn get_refcount(_: &Vm, a: &[Value]) -> PyResult {
    // The argument itself is one reference, as in CPython.
    Ok(Value::from(match &a[0] {
        Value::Object(o) => o.count(),
        Value::List(l) => l.count(),
        Value::Dict(d) => d.count(),
        Value::Set(s) => s.count(),
        Value::Instance(i) => i.count(),
        Value::Exception(e) => e.count(),
        Value::Function(f) => f.count(),
        Value::Gen(g) => g.count(),
        Value::Type(t) => t.count(),
        Value::Module(m) => m.count(),
        other if other.is_heap() => 2,
        _ => IMMORTAL,
    }))
}

/// Sizes as CPython would report them, roughly: programs print them, or compare one with another.
fn getsizeof(vm: &Vm, args: &Args) -> PyResult {
    let (object, default) = match args.pos() {
        [o] => (o, args.keyword("default")),
        [o, d] => (o, Some(d)),
        other => {
            return Err(
                vm.type_error(format!("getsizeof() takes 1 or 2 positional arguments but {} were given", other.len()))
            );
        }
    };
    if let Value::Instance(_) = object
        && let Some(size) = vm.call_special(object, &vm.intern("__sizeof__"), &[])?
    {
        return match size {
            Value::Int(n) if n >= 0 => Ok(Value::Int(n + 16)),
            _ => default.cloned().ok_or_else(|| vm.value_error("__sizeof__() should return >= 0")),
        };
    }
    Ok(Value::from(size_of(object)))
}

fn size_of(value: &Value) -> usize {
    /// A pointer, and the head of every object.
    const WORD: usize = 8;
    const HEAD: usize = 16;
    match value {
        Value::None | Value::NotImplemented | Value::Ellipsis | Value::Unbound => HEAD,
        Value::Bool(_) | Value::Float(_) => 24 + usize::from(matches!(value, Value::Bool(_))) * 4,
        Value::Int(n) => {
            let bits = 64 - n.unsigned_abs().leading_zeros() as usize;
            24 + 4 * bits.div_ceil(30).max(1)
        }
        Value::Big(n) => 24 + 4 * usize::try_from(n.0.bits().div_ceil(30)).unwrap_or(usize::MAX / 8),
        Value::Complex(_) => 32,
        Value::Str(s) if s.is_ascii() => 41 + s.len(),
        Value::Str(s) => {
            let widest = s.as_str().chars().map(u32::from).max().unwrap_or(0);
            let unit = if widest < 0x100 {
                1
            } else if widest < 0x1_0000 {
                2
            } else {
                4
            };
            57 + unit * (s.len() + 1)
        }
        Value::Bytes(b) => 33 + b.as_slice().len(),
        Value::ByteArray(b) => 56 + b.data.borrow().len() + 1,
        Value::Tuple(t) => 40 + WORD * t.len(),
        Value::List(l) => 56 + WORD * l.len(),
        Value::Dict(d) if d.is_empty() => 64,
        Value::Dict(d) => 160 + 24 * d.len().next_power_of_two().max(1),
        Value::Set(_) => 216,
        Value::Range(_) | Value::Exception(_) | Value::Instance(_) => 48,
        Value::Slice(_) => 40,
        Value::Function(_) => 160,
        Value::Type(_) => 1064,
        Value::Module(_) => 72,
        Value::Gen(_) => 192,
        _ => 64,
    }
}

fn depth_argument(vm: &Vm, value: &Value) -> PyResult<usize> {
    let depth = value.bound().map_or(Ok(0), |v| c_int(vm, v))?;
    Ok(usize::try_from(depth).unwrap_or(0))
}

fn get_frame(vm: &Vm, a: &[Value]) -> PyResult {
    let depth = depth_argument(vm, &a[0])?;
    frame::current(vm, depth).ok_or_else(|| vm.value_error("call stack is not deep enough"))
}

fn get_frame_module_name(vm: &Vm, a: &[Value]) -> PyResult {
    let depth = depth_argument(vm, &a[0])?;
    let name = vm.with_frame(depth, |f| {
        let own = f.func.extra.borrow().module.clone();
        own.or_else(|| f.func.globals.get_str(&vm.names.__name__))
    });
    Ok(name.flatten().unwrap_or(Value::None))
}

fn current_frames(vm: &Vm, _: &[Value]) -> PyResult {
    let dict = Ref::new(Dict::new());
    for thread in vm.threads.all() {
        if let Some(frame) = frame::of_thread(vm, &thread) {
            vm.dict_set(&dict, &Value::from(thread.ident), frame)?;
        }
    }
    Ok(Value::Dict(dict))
}

fn current_exceptions(vm: &Vm, _: &[Value]) -> PyResult {
    let dict = Ref::new(Dict::new());
    vm.dict_set(&dict, &Value::from(vm.thread.ident), exception(vm, &[])?)?;
    Ok(Value::Dict(dict))
}

/// Fewer digits than this cannot be asked for: small conversions are always allowed.
const LEAST_MAX_STR_DIGITS: i64 = 640;

fn set_int_max_str_digits(vm: &Vm, a: &[Value]) -> PyResult {
    let n = c_int(vm, &a[0])?;
    if n != 0 && n < LEAST_MAX_STR_DIGITS {
        return Err(vm.value_error(format!("maxdigits must be 0 or larger than {LEAST_MAX_STR_DIGITS}")));
    }
    let limits = vm.state::<crate::format::IntLimits>(|_| crate::format::IntLimits::default());
    limits.max_str_digits.set(usize::try_from(n).unwrap_or(0));
    Ok(Value::None)
}

fn set_origin_depth(vm: &Vm, a: &[Value]) -> PyResult {
    let n = c_int(vm, &a[0])?;
    let Ok(n) = usize::try_from(n) else { return Err(vm.value_error("depth must be >= 0")) };
    vm.origin_depth.set(n);
    Ok(Value::None)
}

const ASYNCGEN_HOOKS: &[&str] = &["firstiter", "finalizer"];

/// The type of what `get_asyncgen_hooks` returns, one an interpreter.
struct HooksType(crate::types::class::TypeRef);

fn get_asyncgen_hooks(vm: &Vm, _: &[Value]) -> PyResult {
    let ty = vm.state(|vm| HooksType(structseq::define(vm, "asyncgen_hooks", "builtins", ASYNCGEN_HOOKS, 2)));
    let (firstiter, finalizer) = vm.asyncgen_hooks.borrow().clone();
    Ok(structseq::make(vm, &ty.0, vec![firstiter, finalizer]))
}

fn set_asyncgen_hooks(vm: &Vm, a: &[Value]) -> PyResult {
    let check = |value: &Value, name: &str| match value.some() {
        Some(v) if !is_callable(vm, v) => {
            Err(vm.type_error(format!("callable {name} expected, got {}", vm.type_name(v))))
        }
        _ => Ok(()),
    };
    check(&a[0], "firstiter")?;
    check(&a[1], "finalizer")?;
    let mut hooks = vm.asyncgen_hooks.borrow().clone();
    if let Some(v) = a[0].bound() {
        hooks.0 = v.clone();
    }
    if let Some(v) = a[1].bound() {
        hooks.1 = v.clone();
    }
    let old = vm.asyncgen_hooks.replace(hooks);
    drop(old);
    Ok(Value::None)
}

fn is_callable(vm: &Vm, value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Type(_) => true,
        other => vm.lookup_special(other, &vm.names.__call__).is_some(),
    }
}

fn set_switch_interval(vm: &Vm, a: &[Value]) -> PyResult {
    let seconds = match a[0] {
        Value::Float(f) => f,
        Value::Int(n) => n as f64,
        ref other => return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(other)))),
    };
    if seconds.is_nan() || seconds <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    vm.lock.set_interval(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    Ok(Value::None)
}

fn no_tracing(vm: &Vm, a: &[Value], name: &str) -> PyResult {
    if a[0].is_none() {
        return Ok(Value::None);
    }
    Err(vm.not_implemented_error(format!("Taipan does not support sys.{name}")))
}

fn audit(vm: &Vm, args: &Args) -> PyResult {
    let Some((event, rest)) = args.pos().split_first() else {
        return Err(vm.type_error("audit expected at least 1 argument, got 0"));
    };
    let hooks = super::state(vm).audit_hooks.borrow().clone();
    if !hooks.is_empty() {
        let rest = Value::tuple(rest.to_vec());
        for hook in hooks {
            vm.call(&hook, &[event.clone(), rest.clone()])?;
        }
    }
    Ok(Value::None)
}

fn add_audit_hook(vm: &Vm, a: &[Value]) -> PyResult {
    super::state(vm).audit_hooks.borrow_mut().push(a[0].clone());
    Ok(Value::None)
}
