//! `asyncio.streams`: readers and writers over transports.
//!
//! From the bottom up: [`buffer`], the bytes that came and nobody has read; [`reader`] with the state machines of its
//! waits in [`reading`]; [`flow_control`], which makes `drain` wait; [`protocol`], what a transport speaks to;
//! [`writer`]; and [`open`], which makes connections and servers of them by the loop's `create_connection` and the like.
//!
//! The types are made when a program first asks for one of the names: a program without streams does not pay for them.

mod buffer;
mod flow_control;
pub mod open;
pub mod protocol;
pub mod reader;
mod reading;
pub mod writer;

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_interp::heap::Ref;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::exception::Exception;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::future::{core_of, is_exact};

/// The default limit of a reader: 64 KiB.
pub const DEFAULT_LIMIT: i64 = 1 << 16;

/// What `asyncio` shows of this module.
pub const PUBLIC: &[&str] = &[
    "StreamReader",
    "StreamReaderProtocol",
    "StreamWriter",
    "open_connection",
    "open_unix_connection",
    "start_server",
    "start_unix_server",
];

/// The native types.
pub struct Streams {
    pub reader: TypeRef,
    pub writer: TypeRef,
    pub flow_control: TypeRef,
    pub protocol: TypeRef,
    pub factory: TypeRef,
}

/// The types, made at the first call.
///
/// # Errors
/// What importing `asyncio.protocols` raises: flow control derives from a class of it.
pub fn of(vm: &Vm) -> PyResult<Rc<Streams>> {
    struct Made(OnceCell<Rc<Streams>>);
    let state = vm.state(|_| Made(OnceCell::new()));
    if let Some(made) = state.0.get() {
        return Ok(made.clone());
    }
    let base = vm.get_attr(&vm.import("asyncio.protocols")?, &vm.intern("Protocol"))?;
    Ok(state.0.get_or_init(|| Rc::new(make(vm, base.as_type()))).clone())
}

fn make(vm: &Vm, base: Option<&TypeRef>) -> Streams {
    let flow_control = vm.make_type(&flow_control::FLOW_CONTROL, base);
    Streams {
        reader: vm.make_type(&reader::READER, None),
        writer: vm.make_type(&writer::WRITER, None),
        protocol: vm.make_type(&protocol::PROTOCOL, Some(&flow_control)),
        factory: vm.make_type(&open::FACTORY, None),
        flow_control,
    }
}

/// Fills the module.
///
/// # Errors
/// As [`of`].
pub fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = of(vm)?;
    for t in [&types.reader, &types.writer, &types.flow_control, &types.protocol] {
        dict.set_str(&vm.intern(t.name().as_str()), Value::Type(t.clone()));
    }
    for def in open::FUNCTIONS {
        dict.set_str(&vm.intern(def.name), vm.native_function("asyncio.streams", def));
    }
    dict.set_str(&vm.intern("_DEFAULT_LIMIT"), Value::Int(DEFAULT_LIMIT));
    dict.set_str(&vm.names.__all__, Value::tuple(PUBLIC.iter().map(|n| Value::str(n)).collect()));
    Ok(())
}

/// True when a class written in Python, or the instance, has a method of its own by this name.
#[inline]
fn overrides(vm: &Vm, object: &ObjRef, name: &str) -> bool {
    (object.has_attrs() || !is_exact(object)) && finds_override(vm, object, name)
}

#[cold]
fn finds_override(vm: &Vm, object: &ObjRef, name: &str) -> bool {
    let name = vm.intern(name);
    if object.has_attrs() && object.attrs().get(&name).is_some() {
        return true;
    }
    !matches!(vm.type_lookup(&object.class(), &name), Some(Value::Native(_)))
}

/// `raise value`.
///
/// # Errors
/// Always: the exception, or TypeError when it is none.
fn raise(vm: &Vm, value: &Value) -> Raised {
    let exception = match value {
        Value::Type(t) if t.is_subtype(&vm.exc.base_exception) => match vm.call(value, &[]) {
            Ok(made) => made,
            Err(e) => return e,
        },
        other => other.clone(),
    };
    match exception {
        Value::Exception(e) => {
            // Raised anew: what is being handled there becomes its context.
            e.fresh.set(true);
            Raised(e)
        }
        _ => vm.type_error("exceptions must derive from BaseException"),
    }
}

/// `future.set_result(None)`, or `set_exception(exc)` when `exc` is not None, unless the future is done.
///
/// # Errors
/// RuntimeError when its loop is closed; what the methods of a future written in Python raise.
fn settle(vm: &Vm, future: &Value, exc: &Value) -> PyResult<()> {
    if let Value::Object(object) = future
        && let Some(core) = core_of(object)
        && is_exact(object)
    {
        match exc {
            _ if core.is_done() => return Ok(()),
            Value::None => return core.finish(vm, object, Value::None),
            Value::Exception(e) if may_fail_a_future(vm, e) => return core.fail(vm, object, e.clone()),
            _ => {}
        }
    } else if super::task::is_done(vm, future)? {
        return Ok(());
    }
    let (name, arg) = if exc.is_none() { ("set_result", Value::None) } else { ("set_exception", exc.clone()) };
    vm.call_method(future, &vm.intern(name), &[arg]).map(drop)
}

/// False for what `Future.set_exception` makes something else of.
fn may_fail_a_future(vm: &Vm, exc: &Ref<Exception>) -> bool {
    !exc.class().is_subtype(&vm.exc.stop_iteration)
}
