//! `OSError`: the arguments (errno, strerror, filename, _, filename2), and the subclass that errno chooses.

use super::{base, field, fields, this};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, getset, method, method_raw};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static OS_ERROR: TypeDef = TypeDef {
    doc: "Base class for I/O related errors.",
    new: Some(new),
    methods: METHODS,
    getset: fields![
        "errno" = field::ERRNO,
        "strerror" = field::STRERROR,
        "filename" = field::OS_FILENAME,
        "filename2" = field::OS_FILENAME2,
    ],
    ..TypeDef::new("OSError", "builtins")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("__str__", "(self, /)", str),
    method("__reduce__", "(self, /)", reduce),
];

/// In CPython the attribute stands in OSError's table as well; it is of use here alone.
pub(super) static BLOCKING_IO_ERROR: TypeDef =
    TypeDef { doc: "I/O operation would block.", getset: WRITTEN, ..TypeDef::new("BlockingIOError", "builtins") };

const WRITTEN: &[GetSet] = &[getset(
    "characters_written",
    |vm, s| match this(vm, s)?.field(field::WRITTEN) {
        Value::None => Err(vm.attribute_error("characters_written")),
        n => Ok(n),
    },
    |vm, s, value| {
        let new = match value {
            Some(v) => Value::Int(vm.index_i64(v)?),
            None if this(vm, s)?.field(field::WRITTEN).is_none() => {
                return Err(vm.attribute_error("characters_written"));
            }
            None => Value::Unbound,
        };
        this(vm, s)?.set_field(field::WRITTEN, new);
        Ok(())
    },
)];

/// (errno, its exception): POSIX numbers that all systems we run on share, and those that differ, per system.
fn class_of(vm: &Vm, errno: i64) -> Option<&TypeRef> {
    use rustix::io::Errno;
    let exc = &vm.exc;
    let number = i32::try_from(errno).ok()?;
    let is = |e: Errno| e.raw_os_error() == number;
    Some(match () {
        () if is(Errno::NOENT) => &exc.file_not_found_error,
        () if is(Errno::EXIST) => &exc.file_exists_error,
        () if is(Errno::ACCESS) || is(Errno::PERM) => &exc.permission_error,
        () if is(Errno::ISDIR) => &exc.is_a_directory_error,
        () if is(Errno::NOTDIR) => &exc.not_a_directory_error,
        () if is(Errno::INTR) => &exc.interrupted_error,
        () if is(Errno::AGAIN) || is(Errno::WOULDBLOCK) || is(Errno::ALREADY) || is(Errno::INPROGRESS) => {
            &exc.blocking_io_error
        }
        () if is(Errno::CHILD) => &exc.child_process_error,
        () if is(Errno::PIPE) || is(Errno::SHUTDOWN) => &exc.broken_pipe_error,
        () if is(Errno::CONNABORTED) => &exc.connection_aborted_error,
        () if is(Errno::CONNREFUSED) => &exc.connection_refused_error,
        () if is(Errno::CONNRESET) => &exc.connection_reset_error,
        () if is(Errno::SRCH) => &exc.process_lookup_error,
        () if is(Errno::TIMEDOUT) => &exc.timeout_error,
        () => return None,
    })
}

/// The class of an error with this number: `OSError(2, …)` is a FileNotFoundError.
pub fn class_for_errno(vm: &Vm, errno: i64) -> &TypeRef {
    class_of(vm, errno).unwrap_or(&vm.exc.os_error)
}

/// What `os.strerror` says, without what Rust adds to it.
pub fn os_error_message(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// An OSError from the system, of the class that its number chooses.
pub fn os_error(vm: &Vm, error: &std::io::Error, filename: Option<&str>) -> crate::error::Raised {
    let message = Value::from(os_error_message(error));
    let Some(number) = error.raw_os_error().or_else(|| number_of(error.kind())) else {
        return vm.new_exception(&vm.exc.os_error, vec![message]);
    };
    let number = i64::from(number);
    let mut args = vec![Value::Int(number), message];
    args.extend(filename.map(Value::str));
    vm.new_exception(class_for_errno(vm, number), args)
}

/// The number of an error that Rust made without asking the system.
fn number_of(kind: std::io::ErrorKind) -> Option<i32> {
    use rustix::io::Errno;
    use std::io::ErrorKind as Kind;
    let number = match kind {
        Kind::NotFound => Errno::NOENT,
        Kind::PermissionDenied => Errno::ACCESS,
        Kind::AlreadyExists => Errno::EXIST,
        Kind::WouldBlock => Errno::AGAIN,
        Kind::InvalidInput => Errno::INVAL,
        Kind::TimedOut => Errno::TIMEDOUT,
        Kind::BrokenPipe => Errno::PIPE,
        Kind::WriteZero | Kind::StorageFull => Errno::NOSPC,
        _ => return None,
    };
    Some(number.raw_os_error())
}

/// The parts of the arguments, when there are two to five of them.
struct Parts<'a> {
    errno: &'a Value,
    strerror: &'a Value,
    filename: Option<&'a Value>,
    filename2: Option<&'a Value>,
}

fn parts(args: &[Value]) -> Option<Parts<'_>> {
    if !(2..=5).contains(&args.len()) {
        return None;
    }
    // The fourth is an error number that only Windows knows.
    let filename2 = args.get(4);
    Some(Parts { errno: &args[0], strerror: &args[1], filename: args.get(2), filename2 })
}

fn set_fields(vm: &Vm, exc: &Ref<Exception>, args: &[Value]) {
    let Some(p) = parts(args) else { return };
    exc.set_field(field::ERRNO, p.errno.clone());
    exc.set_field(field::STRERROR, p.strerror.clone());
    let mut short = args.len() > 2;
    if let Some(filename) = p.filename.filter(|f| !f.is_none()) {
        let count = match filename {
            Value::Int(n) if exc.class().is_subtype(&vm.exc.blocking_io_error) => Some(*n),
            Value::Bool(b) if exc.class().is_subtype(&vm.exc.blocking_io_error) => Some(i64::from(*b)),
            _ => None,
        };
        if let Some(n) = count {
            // The third argument of BlockingIOError may be how much was written.
            exc.set_field(field::WRITTEN, Value::Int(n));
            short = false;
        } else {
            exc.set_field(field::OS_FILENAME, filename.clone());
            if let Some(second) = p.filename2.filter(|f| !f.is_none()) {
                exc.set_field(field::OS_FILENAME2, second.clone());
            }
        }
    } else {
        short = false;
    }
    if short {
        // `args` of an error with a file name is the pair that was all there was once.
        let pair = Tuple::pair(p.errno.clone(), p.strerror.clone());
        let old = exc.args.replace(pair);
        drop(old);
    }
}

pub(super) fn init_from_args(vm: &Vm, exc: &Ref<Exception>, args: &Tuple) {
    set_fields(vm, exc, args);
}

/// True when a Python class overrides `__init__` but not `__new__`: then `__init__` alone sets the fields.
fn init_decides(vm: &Vm, cls: &TypeRef) -> bool {
    let native = |v: Option<Value>| matches!(v, Some(Value::Native(_)));
    cls.has(TypeFlags::HEAP) && !native(cls.lookup(&vm.names.__init__)) && native(cls.lookup(&vm.names.__new__))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if init_decides(vm, cls) {
        return Ok(Value::Exception(Ref::new(Exception::new(cls.clone(), Tuple::new(Vec::new())))));
    }
    if !cls.has(TypeFlags::HEAP) {
        super::no_keywords(vm, cls.name().as_str(), args)?;
    }
    let given = args.pos();
    let mut class = cls;
    if cls.is(&vm.exc.os_error)
        && let Some(p) = parts(given)
        && let Value::Int(n) = p.errno
        && let Some(chosen) = class_of(vm, *n)
    {
        class = chosen;
    }
    let exc = Ref::new(Exception::new(class.clone(), Tuple::from_slice(given)));
    set_fields(vm, &exc, given);
    Ok(Value::Exception(exc))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let exc = this(vm, &args.values[0])?;
    if init_decides(vm, &exc.class()) {
        super::no_keywords(vm, exc.class().name().as_str(), args)?;
        base::set_args_from(exc, args);
        set_fields(vm, exc, &args.pos()[1..]);
    }
    Ok(Value::None)
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let set = |i: usize| exc.fields.borrow().get(i).is_some_and(|v| !v.is_unbound());
    let show = |i: usize| exc.field(i);
    let text = if set(field::OS_FILENAME) {
        let start = format!(
            "[Errno {}] {}: {}",
            vm.str(&show(field::ERRNO))?,
            vm.str(&show(field::STRERROR))?,
            vm.repr(&show(field::OS_FILENAME))?
        );
        if set(field::OS_FILENAME2) { format!("{start} -> {}", vm.repr(&show(field::OS_FILENAME2))?) } else { start }
    } else if set(field::ERRNO) && set(field::STRERROR) {
        format!("[Errno {}] {}", vm.str(&show(field::ERRNO))?, vm.str(&show(field::STRERROR))?)
    } else {
        return base::plain_str(vm, exc);
    };
    Ok(text.into())
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let mut args = exc.args.borrow().to_vec();
    if args.len() == 2
        && let Some(filename) = exc.field(field::OS_FILENAME).some()
    {
        args.push(filename.clone());
        if let Some(second) = exc.field(field::OS_FILENAME2).some() {
            args.push(Value::None);
            args.push(second.clone());
        }
    }
    Ok(base::reduced(exc, Value::tuple(args), Vec::new()))
}
