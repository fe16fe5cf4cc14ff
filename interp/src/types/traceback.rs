//! Traceback objects seen from Python. How a traceback is printed is `crate::traceback`'s business.

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, TypeDef, getset, getter, method};
use crate::source::Span;
use crate::types::class::TypeRef;
use crate::types::exception::Traceback;
use crate::types::frame::Frame;
use crate::value::Value;
use crate::vm::Vm;

/// A traceback entry as an object. Entries have no object of their own until Python code asks for one.
pub struct TracebackObject(pub Ref<Traceback>);

impl NativeData for TracebackObject {
    crate::traverses!(0);
}

/// The object of a traceback entry: one and the same for as long as someone holds it.
pub fn to_value(vm: &Vm, tb: &Ref<Traceback>) -> Value {
    if let Some(made) = tb.object.borrow().as_ref().and_then(|link| link.target()) {
        return made;
    }
    let made = ObjRef::new(vm.types.traceback.clone(), TracebackObject(tb.clone()));
    let value = Value::Object(made.clone());
    tb.object.replace(Some(made.weak().register(&value, &vm.pending)));
    value
}

/// The entry behind a traceback object.
pub fn from_value(v: &Value) -> Option<Ref<Traceback>> {
    v.native::<TracebackObject>().map(|t| t.0.clone())
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Traceback>> {
    match v.native::<TracebackObject>() {
        Some(t) => Ok(&t.0),
        None => Err(vm.type_error(format!("a traceback is required, not '{}'", vm.type_name(v)))),
    }
}

/// The line that an entry tells of.
pub fn line(tb: &Traceback) -> u32 {
    if tb.line.get() != 0 { tb.line.get() } else { tb.code.source.line(tb.span.get().start) }
}

fn tb_next(vm: &Vm, v: &Value) -> PyResult {
    let next = this(vm, v)?.next.borrow().clone();
    Ok(next.map_or(Value::None, |tb| to_value(vm, &tb)))
}

fn set_tb_next(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let tb = this(vm, v)?;
    let new = match value {
        None => return Err(vm.type_error("can't delete tb_next attribute")),
        Some(Value::None) => None,
        Some(other) => match from_value(other) {
            Some(next) => Some(next),
            None => {
                let name = vm.type_name(other);
                return Err(vm.type_error(format!("expected traceback object, got '{name}'")));
            }
        },
    };
    let mut walk = new.clone();
    while let Some(t) = walk {
        if t.is(tb) {
            return Err(vm.value_error("traceback loop detected"));
        }
        walk = t.next.borrow().clone();
    }
    drop(tb.next.replace(new));
    Ok(())
}

fn tb_frame(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Object(this(vm, v)?.frame.clone()))
}

fn tb_lineno(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(line(this(vm, v)?))))
}

/// The place in the code as an index into what `co_positions` lists; -1 when it is not known.
fn tb_lasti(vm: &Vm, v: &Value) -> PyResult {
    let tb = this(vm, v)?;
    let span = tb.span.get();
    if span == Span::default() {
        return Ok(Value::Int(-1));
    }
    Ok(Value::Int(2 * tb.code.position_index(span) as i64))
}

fn dir(vm: &Vm, _: &[Value]) -> PyResult {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
    Ok(Value::list(names.iter().map(|n| Value::Str(vm.intern(n))).collect()))
}

/// `types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)`.
fn new(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    let a =
        crate::types::parameters::bind(vm, "traceback", &["tb_next", "tb_frame", "tb_lasti", "tb_lineno"], 4, args)?;
    let next = match &a[0] {
        Value::None => None,
        v => match from_value(v) {
            Some(tb) => Some(tb),
            None => {
                let name = vm.type_name(v);
                return Err(vm.type_error(format!("expected traceback object or None, got '{name}'")));
            }
        },
    };
    let (Value::Object(object), Some(frame)) = (&a[1], a[1].native::<Frame>()) else {
        let name = vm.type_name(&a[1]);
        return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {name}")));
    };
    vm.index_i64(&a[2])?;
    let line = u32::try_from(vm.index_i64(&a[3])?).unwrap_or(0);
    let tb = Traceback {
        next: next.into(),
        code: frame.code(),
        frame: object.clone(),
        span: Span::default().into(),
        line: line.into(),
        object: Default::default(),
    };
    Ok(to_value(vm, &Ref::new(tb)))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "One entry of a traceback.",
    new: Some(new),
    methods: &[method("__dir__", "(self, /)", dir)],
    getset: &[
        getset("tb_next", tb_next, set_tb_next),
        getter("tb_frame", tb_frame),
        getter("tb_lasti", tb_lasti),
        getter("tb_lineno", tb_lineno),
    ],
    ..TypeDef::new("traceback", "builtins")
};
