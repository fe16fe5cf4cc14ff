//! `_csv`: readers and writers of comma-separated values. [`dialect`] holds what the forms differ in.

mod dialect;
mod reader;
mod writer;

use std::cell::{Cell, RefCell};

use indexmap::IndexMap;

use taipan_interp::native::{Args, ModuleDef, NativeDef, TypeDef, function, function_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::support::{add_type, object, set, ssize_arg};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_csv", doc: "Reading and writing comma-separated values.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function_raw("reader", "(iterable, /, dialect='excel', **fmtparams)", reader::make),
    function_raw("writer", "(fileobj, /, dialect='excel', **fmtparams)", writer::make),
    function("list_dialects", "()", |vm, _| {
        let state = vm.state(State::new);
        let names = state.dialects.borrow().keys().map(|n| Value::str(n)).collect();
        Ok(Value::list(names))
    }),
    function_raw("register_dialect", "(name, dialect='excel', **fmtparams)", register),
    function("unregister_dialect", "(name)", unregister),
    function("get_dialect", "(name)", |vm, a| registered(vm, &a[0])),
    function("field_size_limit", "(new_limit=<unrepresentable>)", field_size_limit),
];

/// How values are quoted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

const QUOTINGS: [(&str, Quoting); 6] = [
    ("QUOTE_MINIMAL", Quoting::Minimal),
    ("QUOTE_ALL", Quoting::All),
    ("QUOTE_NONNUMERIC", Quoting::NonNumeric),
    ("QUOTE_NONE", Quoting::None),
    ("QUOTE_STRINGS", Quoting::Strings),
    ("QUOTE_NOTNULL", Quoting::NotNull),
];

/// The types of the module, the dialects that programs have registered, and the longest field allowed.
struct State {
    dialect: TypeRef,
    reader: TypeRef,
    writer: TypeRef,
    error: TypeRef,
    dialects: RefCell<IndexMap<String, Value>>,
    field_limit: Cell<i64>,
}

impl State {
    fn new(vm: &Vm) -> State {
        static ERROR: TypeDef = TypeDef {
            layout: Layout::Exception,
            flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
            ..TypeDef::new("Error", "_csv")
        };
        State {
            dialect: vm.make_type(&dialect::DIALECT, None),
            reader: vm.make_type(&reader::READER, None),
            writer: vm.make_type(&writer::WRITER, None),
            error: vm.make_type(&ERROR, Some(&vm.exc.exception)),
            dialects: RefCell::default(),
            field_limit: Cell::new(128 * 1024),
        }
    }
}

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let state = vm.state(State::new);
    add_type(vm, module, &state.dialect);
    add_type(vm, module, &state.error);
    set(vm, module, "Reader", Value::Type(state.reader.clone()));
    set(vm, module, "Writer", Value::Type(state.writer.clone()));
    for (i, (name, _)) in QUOTINGS.iter().enumerate() {
        set(vm, module, name, Value::from(i));
    }
    set(vm, module, "__version__", "1.0");
    Ok(())
}

/// `csv.Error`.
#[cold]
fn error(vm: &Vm, message: impl Into<String>) -> Raised {
    vm.error(&vm.state(State::new).error, message)
}

/// The dialect registered under a name.
fn registered(vm: &Vm, name: &Value) -> PyResult {
    let state = vm.state(State::new);
    let found = name.as_str().and_then(|n| state.dialects.borrow().get(n.as_str()).cloned());
    if found.is_none() {
        // Names are dict keys to programs: what has no hash is complained about as such.
        vm.hash(name)?;
    }
    found.ok_or_else(|| error(vm, "unknown dialect"))
}

fn register(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    if pos.is_empty() || pos.len() > 2 {
        let (bound, n) = if pos.is_empty() { ("at least 1 argument", 0) } else { ("at most 2 arguments", pos.len()) };
        return Err(vm.type_error(format!("register_dialect expected {bound}, got {n}")));
    }
    let Some(name) = pos[0].as_str() else { return Err(vm.type_error("dialect name must be a string")) };
    let made = dialect::parse(vm, pos.get(1), &Args { values: &args.values[pos.len()..], names: args.names })?;
    let state = vm.state(State::new);
    let value = object(&state.dialect, made);
    let _old = state.dialects.borrow_mut().insert(name.as_str().to_string(), value);
    Ok(Value::None)
}

fn unregister(vm: &Vm, a: &[Value]) -> PyResult {
    let state = vm.state(State::new);
    vm.hash(&a[0])?;
    let gone = a[0].as_str().and_then(|n| state.dialects.borrow_mut().shift_remove(n.as_str()));
    gone.map(|_| Value::None).ok_or_else(|| error(vm, "unknown dialect"))
}

fn field_size_limit(vm: &Vm, a: &[Value]) -> PyResult {
    let state = vm.state(State::new);
    let old = state.field_limit.get();
    if let Some(v) = a[0].bound() {
        if !matches!(v.inner(), Value::Int(_) | Value::Big(_) | Value::Bool(_)) {
            return Err(vm.type_error("limit must be an integer"));
        }
        state.field_limit.set(ssize_arg(vm, v)?);
    }
    Ok(Value::Int(old))
}
