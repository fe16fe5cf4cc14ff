//! Cells seen from Python: `types.CellType`.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, TypeDef, getset, method};
use crate::tree::CmpOp;
use crate::types::cell::Cell;
use crate::types::class::TypeRef;
use crate::types::object;
use crate::value::Value;
use crate::vm::Vm;

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Cell>> {
    match v {
        Value::Cell(c) => Ok(c),
        _ => Err(vm.type_error(format!("a cell is required, not '{}'", vm.type_name(v)))),
    }
}

fn new(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("cell() takes no keyword arguments"));
    }
    match args.pos() {
        [] => Ok(Value::Cell(Ref::new(Cell::default()))),
        [v] => Ok(Value::Cell(Ref::new(Cell::new(v.clone())))),
        more => Err(vm.type_error(format!("cell expected at most 1 argument, got {}", more.len()))),
    }
}

fn contents(vm: &Vm, v: &Value) -> PyResult {
    this(vm, v)?.get().ok_or_else(|| vm.value_error("Cell is empty"))
}

fn set_contents(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let cell = this(vm, v)?;
    match value {
        Some(value) => cell.set(value.clone()),
        None => drop(cell.take()),
    }
    Ok(())
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let cell = this(vm, &a[0])?;
    let addr = cell.addr();
    Ok(Value::from(match cell.get() {
        Some(v) => format!("<cell at {addr:#x}: {} object at {:#x}>", vm.type_name(&v), object::identity(&v)),
        None => format!("<cell at {addr:#x}: empty>"),
    }))
}

/// Cells compare as what they hold; empty ones come first.
fn compare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (Value::Cell(x), Value::Cell(y)) = (&a[0], &a[1]) else { return Ok(Value::NotImplemented) };
    match (x.get(), y.get()) {
        (Some(x), Some(y)) => vm.compare(op, &x, &y),
        (x, y) => vm.compare(op, &Value::Bool(x.is_some()), &Value::Bool(y.is_some())),
    }
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Eq, a)
}

fn ne(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Ne, a)
}

fn lt(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Lt, a)
}

fn le(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Le, a)
}

fn gt(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Gt, a)
}

fn ge(vm: &Vm, a: &[Value]) -> PyResult {
    compare(vm, CmpOp::Ge, a)
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A variable that functions share.",
    new: Some(new),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__eq__", "(self, value, /)", eq),
        method("__ne__", "(self, value, /)", ne),
        method("__lt__", "(self, value, /)", lt),
        method("__le__", "(self, value, /)", le),
        method("__gt__", "(self, value, /)", gt),
        method("__ge__", "(self, value, /)", ge),
    ],
    getset: &[getset("cell_contents", contents, set_contents)],
    ..TypeDef::new("cell", "builtins")
};
