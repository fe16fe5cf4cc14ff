//! The builtin exceptions: what they take, what they remember beside `args`, how they show themselves.
//!
//! One file a family: `base` (BaseException), `simple` (those with a field or two), `os_error`, `syntax_error`,
//! `unicode_error`, `group`. The object itself is [`crate::types::exception`]; how an uncaught one is printed is
//! [`crate::traceback`].

mod base;
pub mod group;
mod os_error;
mod simple;
mod syntax_error;
mod unicode_error;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{Args, TypeDef};
use crate::types::class::{NewFn, TypeRef};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub use base::{add_note, bare_repr};
pub use os_error::{class_for_errno, os_error, os_error_message};

/// Indices into [`Exception::fields`], by family.
pub mod field {
    /// `StopIteration.value`.
    pub const VALUE: usize = 0;
    /// `SystemExit.code`.
    pub const CODE: usize = 0;

    /// `name` of NameError and of AttributeError.
    pub const NAME: usize = 0;
    /// `AttributeError.obj`.
    pub const OBJ: usize = 1;
    /// AttributeError: true when `obj` is the variable `self`.
    pub const SELF: usize = 2;

    /// `msg` of ImportError and SyntaxError.
    pub const MSG: usize = 0;
    /// `ImportError.name`.
    pub const MODULE: usize = 1;
    /// `ImportError.path`.
    pub const PATH: usize = 2;
    /// `ImportError.name_from`.
    pub const NAME_FROM: usize = 3;

    /// `OSError.errno`.
    pub const ERRNO: usize = 0;
    /// `OSError.strerror`.
    pub const STRERROR: usize = 1;
    /// `filename` of OSError.
    pub const OS_FILENAME: usize = 2;
    /// `OSError.filename2`.
    pub const OS_FILENAME2: usize = 3;
    /// `BlockingIOError.characters_written`.
    pub const WRITTEN: usize = 4;

    /// Fields of SyntaxError, after `MSG`.
    pub const FILENAME: usize = 1;
    pub const LINENO: usize = 2;
    pub const OFFSET: usize = 3;
    pub const TEXT: usize = 4;
    pub const END_LINENO: usize = 5;
    pub const END_OFFSET: usize = 6;
    pub const PRINT_FILE_AND_LINE: usize = 7;
    pub const METADATA: usize = 8;

    /// Fields of UnicodeDecodeError and its kin.
    pub const ENCODING: usize = 0;
    pub const OBJECT: usize = 1;
    pub const START: usize = 2;
    pub const END: usize = 3;
    pub const REASON: usize = 4;

    /// `message` of exception groups.
    pub const MESSAGE: usize = 0;
    /// `exceptions` of exception groups: a tuple.
    pub const EXCEPTIONS: usize = 1;
}

/// Which exceptions have fields, and which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Nothing but `args`.
    Plain,
    StopIteration,
    SystemExit,
    Name,
    Attribute,
    Import,
    Os,
    Syntax,
    Unicode,
    Group,
}

/// The family of a class: that of the first builtin in its order of resolution that has one.
fn family(vm: &Vm, class: &TypeRef) -> Family {
    let exc = &vm.exc;
    let of = |t: &TypeRef| {
        Some(match t {
            t if t.is(&exc.exception) || t.is(&exc.base_exception) => Family::Plain,
            t if t.is(&exc.stop_iteration) => Family::StopIteration,
            t if t.is(&exc.attribute_error) => Family::Attribute,
            t if t.is(&exc.os_error) => Family::Os,
            t if t.is(&exc.name_error) => Family::Name,
            t if t.is(&exc.import_error) => Family::Import,
            t if t.is(&exc.system_exit) => Family::SystemExit,
            t if t.is(&exc.syntax_error) => Family::Syntax,
            t if t.is(&exc.unicode_error) => Family::Unicode,
            t if t.is(&exc.base_exception_group) => Family::Group,
            _ => return None,
        })
    };
    of(class).or_else(|| class.mro_tail().iter().find_map(of)).unwrap_or(Family::Plain)
}

/// Fills the fields of an exception that native code made from its `args`, as its constructor would. Runs no Python
/// code; arguments that do not fit leave the fields empty.
pub fn init_fields(vm: &Vm, exc: &Ref<Exception>) {
    let args = exc.args.borrow().clone();
    match family(vm, &exc.class.borrow()) {
        Family::Plain => {}
        Family::StopIteration => exc.set_field(field::VALUE, args.first().cloned().unwrap_or(Value::None)),
        Family::SystemExit => exc.set_field(field::CODE, simple::exit_code(&args)),
        Family::Import => exc.set_field(field::MSG, simple::only_argument(&args)),
        Family::Name | Family::Attribute => {}
        Family::Os => os_error::init_from_args(vm, exc, &args),
        Family::Syntax => syntax_error::init_from_args(vm, exc, &args),
        Family::Unicode => unicode_error::init_from_args(exc, &args),
        Family::Group => group::init_from_args(exc, &args),
    }
}

/// `__traceback__` of an exception, as a value.
pub fn traceback_value(vm: &Vm, exc: &Ref<Exception>) -> Value {
    let tb = exc.traceback.borrow().clone();
    tb.map_or(Value::None, |tb| crate::types::traceback::to_value(vm, &tb))
}

/// The exception that a native was given as `self`.
fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<&'a Ref<Exception>> {
    match value {
        Value::Exception(e) => Ok(e),
        other => Err(vm.type_error(format!("descriptor requires an exception, not '{}'", vm.type_name(other)))),
    }
}

/// `__new__` of every exception but those with rules of their own.
fn new_plain(_vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    Ok(Value::Exception(Ref::new(Exception::new(cls.clone(), Tuple::from_slice(args.pos())))))
}

fn no_keywords(vm: &Vm, cls: &str, args: &Args) -> Result<(), Raised> {
    if args.names.is_empty() { Ok(()) } else { Err(vm.type_error(format!("{cls}() takes no keyword arguments"))) }
}

/// A getter and setter of one field: deleting it makes it `None`.
macro_rules! fields {
    ($($name:literal = $index:expr),* $(,)?) => {
        &[$($crate::native::getset(
            $name,
            |vm, this| Ok(super::this(vm, this)?.field($index)),
            |vm, this, value| {
                super::this(vm, this)?.set_field($index, value.cloned().unwrap_or(crate::value::Value::Unbound));
                Ok(())
            },
        )),*]
    };
}
use fields;

/// Fills the dicts of the exception types.
pub fn define(vm: &Vm) {
    let exc = &vm.exc;
    // The one builtin type with two bases.
    let group = &exc.exception_group;
    group.bases.borrow_mut().push(exc.exception.clone());
    if let Ok(order) = vm.linearize(group) {
        group.set_mro_tail(order);
    }
    let link = group.weak.register(&Value::Type(group.clone()), &vm.pending);
    exc.exception.subclasses.borrow_mut().push(link);
    for ty in exc.all() {
        ty.new.set(Some(new_plain as NewFn));
    }
    let all: [(&TypeRef, &'static TypeDef); 16] = [
        (&exc.base_exception, &base::BASE_EXCEPTION),
        (&exc.stop_iteration, &simple::STOP_ITERATION),
        (&exc.system_exit, &simple::SYSTEM_EXIT),
        (&exc.key_error, &simple::KEY_ERROR),
        (&exc.name_error, &simple::NAME_ERROR),
        (&exc.attribute_error, &simple::ATTRIBUTE_ERROR),
        (&exc.import_error, &simple::IMPORT_ERROR),
        (&exc.os_error, &os_error::OS_ERROR),
        (&exc.blocking_io_error, &os_error::BLOCKING_IO_ERROR),
        (&exc.syntax_error, &syntax_error::SYNTAX_ERROR),
        (&exc.unicode_error, &unicode_error::UNICODE_ERROR),
        (&exc.unicode_decode_error, &unicode_error::UNICODE_DECODE_ERROR),
        (&exc.unicode_encode_error, &unicode_error::UNICODE_ENCODE_ERROR),
        (&exc.unicode_translate_error, &unicode_error::UNICODE_TRANSLATE_ERROR),
        (&exc.base_exception_group, &group::BASE_EXCEPTION_GROUP),
        (&exc.exception_group, &group::EXCEPTION_GROUP),
    ];
    for (ty, def) in all {
        vm.fill_type(ty, def);
    }
    give_exception_group_its_second_base(vm);
    // Types below one with its own way of making instances inherit it (they were made before it was known).
    for ty in exc.all() {
        if let Some(new) = ty.mro_tail().iter().find_map(|t| own_new(vm, t))
            && own_new(vm, ty).is_none()
        {
            ty.new.set(Some(new));
        }
    }
    for ty in exc.all() {
        vm.builtins.set_str(&vm.intern(ty.name().as_str()), Value::Type(ty.clone()));
    }
    for alias in ["EnvironmentError", "IOError"] {
        vm.builtins.set_str(&vm.intern(alias), Value::Type(exc.os_error.clone()));
    }
}

/// `ExceptionGroup` derives from `BaseExceptionGroup` and from `Exception`: the one builtin with two bases.
fn give_exception_group_its_second_base(vm: &Vm) {
    let exc = &vm.exc;
    let group = &exc.exception_group;
    *group.bases.borrow_mut() = vec![exc.base_exception_group.clone(), exc.exception.clone()];
    let above = [&exc.base_exception_group, &exc.exception, &exc.base_exception, &vm.types.object];
    group.set_mro_tail(above.map(TypeRef::clone).into());
    let link = group.weak.register(&Value::Type(group.clone()), &vm.pending);
    exc.exception.subclasses.borrow_mut().push(link);
    vm.type_modified(group);
}

/// The way of making instances that a type's own table declares.
fn own_new(vm: &Vm, ty: &TypeRef) -> Option<NewFn> {
    ty.dict().get_str(&vm.names.__new__).and_then(|_| ty.new.get())
}
