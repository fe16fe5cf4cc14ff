//! Code objects seen from Python: what `inspect` and `types.coroutine` ask of them. There is no bytecode, so what would
//! show it (`co_code`, …) is not here; constants and names are `contents`' business.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, TypeDef, getter, method, method_raw};
use crate::types::code::contents::contents;
use crate::types::code::{Code, CodeKind};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// `inspect.CO_*`.
pub mod flag {
    pub const OPTIMIZED: i64 = 0x1;
    pub const NEWLOCALS: i64 = 0x2;
    pub const VARARGS: i64 = 0x4;
    pub const VARKEYWORDS: i64 = 0x8;
    pub const NESTED: i64 = 0x10;
    pub const GENERATOR: i64 = 0x20;
    pub const COROUTINE: i64 = 0x80;
    pub const ITERABLE_COROUTINE: i64 = 0x100;
    pub const ASYNC_GENERATOR: i64 = 0x200;
    pub const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
    pub const HAS_DOCSTRING: i64 = 0x400_0000;
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Code>> {
    match v {
        Value::Code(c) => Ok(c),
        _ => Err(vm.type_error(format!("a code object is required, not '{}'", vm.type_name(v)))),
    }
}

/// `co_flags`.
pub fn flags(code: &Code) -> i64 {
    let mut bits = match code.kind {
        CodeKind::Module => 0,
        CodeKind::Class => 0,
        CodeKind::Function => flag::OPTIMIZED | flag::NEWLOCALS,
        CodeKind::Generator => flag::OPTIMIZED | flag::NEWLOCALS | flag::GENERATOR,
        CodeKind::Coroutine => flag::OPTIMIZED | flag::NEWLOCALS | flag::COROUTINE,
        CodeKind::AsyncGenerator => flag::OPTIMIZED | flag::NEWLOCALS | flag::ASYNC_GENERATOR,
    };
    if code.params.var_positional {
        bits |= flag::VARARGS;
    }
    if code.params.var_keyword {
        bits |= flag::VARKEYWORDS;
    }
    if code.qualname.as_str().contains("<locals>") {
        bits |= flag::NESTED;
    }
    if code.docstring.is_some() {
        bits |= flag::HAS_DOCSTRING;
    }
    if code.future_annotations {
        bits |= flag::FUTURE_ANNOTATIONS;
    }
    if code.iterable_coroutine {
        bits |= flag::ITERABLE_COROUTINE;
    }
    bits
}

fn strings<'a>(names: impl Iterator<Item = &'a Str>) -> Value {
    Value::tuple(names.cloned().map(Value::Str).collect())
}

/// The compiler's own variables have names that no program can write.
fn is_own(name: &Str) -> bool {
    name.as_str().starts_with('<') || (name.as_str().starts_with('.') && name.as_str() != ".0")
}

fn varnames(vm: &Vm, v: &Value) -> PyResult {
    let code = this(vm, v)?;
    if matches!(code.kind, CodeKind::Module | CodeKind::Class) {
        return Ok(Value::tuple(Vec::new()));
    }
    let params = code.params.slots() as usize;
    let plain = |i: usize| i < params || !code.cells.contains(&(i as u32));
    Ok(strings(code.variables.iter().enumerate().filter(|(i, n)| plain(*i) && !is_own(n)).map(|(_, n)| n)))
}

fn cellvars(vm: &Vm, v: &Value) -> PyResult {
    let code = this(vm, v)?;
    Ok(strings(code.cells.iter().filter_map(|slot| code.variables.get(*slot as usize))))
}

fn freevars(vm: &Vm, v: &Value) -> PyResult {
    Ok(strings(this(vm, v)?.free.iter()))
}

fn nlocals(vm: &Vm, v: &Value) -> PyResult {
    match varnames(vm, v)? {
        Value::Tuple(t) => Ok(Value::from(t.len())),
        other => Ok(other),
    }
}

fn argcount(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.params.positional)))
}

fn posonlyargcount(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.params.positional_only)))
}

fn kwonlyargcount(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.params.keyword_only)))
}

fn co_flags(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(flags(this(vm, v)?)))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name.clone()))
}

fn qualname(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.qualname.clone()))
}

fn filename(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::str(&this(vm, v)?.source.filename))
}

fn first_line(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.first_line)))
}

/// The docstring first (None for a function without one), then the constants of the body.
fn consts(vm: &Vm, v: &Value) -> PyResult {
    let code = this(vm, v)?;
    let found = contents(code.body()).constants;
    let doc = match &code.docstring {
        Some(doc) => Value::Str(doc.clone()),
        None if matches!(code.kind, CodeKind::Module | CodeKind::Class) => return Ok(Value::tuple(found)),
        None => Value::None,
    };
    let rest = found.into_iter().filter(|v| match (v, &doc) {
        (Value::Str(v), Value::Str(doc)) => v != doc,
        (v, doc) => !v.is(doc),
    });
    Ok(Value::tuple(std::iter::once(doc.clone()).chain(rest).collect()))
}

fn names(vm: &Vm, v: &Value) -> PyResult {
    Ok(strings(contents(this(vm, v)?.body()).names.iter()))
}

fn stack_size(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::from(this(vm, v)?.variables.len() + 1))
}

/// (start, end, line) of the steps: positions in the list of steps stand for bytecode offsets.
fn lines(vm: &Vm, a: &[Value]) -> PyResult {
    let code = this(vm, &a[0])?;
    let mut found: Vec<Value> = Vec::new();
    for (i, span) in code.body().spans.iter().enumerate() {
        let line = i64::from(code.source.line(span.start));
        let row = vec![Value::from(2 * i), Value::from(2 * i + 2), Value::Int(line)];
        found.push(Value::tuple(row));
    }
    vm.iter(&Value::list(found))
}

/// (line, end line, column, end column) of the steps, then of the places that tracebacks point at.
fn positions(vm: &Vm, a: &[Value]) -> PyResult {
    let code = this(vm, &a[0])?;
    let number = |n: u32| Value::Int(i64::from(n));
    let mut found = Vec::new();
    let places = code.places.borrow().clone();
    for span in code.body().spans.iter().chain(&places) {
        let (line, column) = code.source.line_and_byte(span.start);
        let (end_line, end_column) = code.source.line_and_byte(span.end);
        found.push(Value::tuple(vec![number(line), number(end_line), number(column), number(end_column)]));
    }
    vm.iter(&Value::list(found))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let code = this(vm, &a[0])?;
    Ok(Value::from(format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        code.name,
        code.addr(),
        code.source.filename,
        code.first_line
    )))
}

/// A copy with another name, qualified name, first line or file; of the flags only that of iterable coroutines counts.
fn replace(vm: &Vm, args: &Args) -> PyResult {
    let code = this(vm, &args.values[0])?;
    if args.pos().len() > 1 {
        let n = args.pos().len() - 1;
        return Err(vm.type_error(format!("replace() takes 0 positional arguments but {n} were given")));
    }
    let mut copy = Code::derived(code);
    for (name, value) in args.keywords() {
        let text = || {
            value.as_str().cloned().ok_or_else(|| {
                vm.type_error(format!("replace() argument '{name}' must be str, not {}", vm.type_name(value)))
            })
        };
        match name.as_str() {
            "co_name" => copy.name = text()?,
            "co_qualname" => copy.qualname = text()?,
            "co_firstlineno" => copy.first_line = u32::try_from(vm.index_i64(value)?).unwrap_or(0),
            "co_flags" => copy.iterable_coroutine = vm.index_i64(value)? & flag::ITERABLE_COROUTINE != 0,
            "co_filename" => {
                let text = text()?;
                copy.source = std::rc::Rc::new(crate::source::Source::new(text.as_str(), code.source.text()));
            }
            n if n.starts_with("co_") => {}
            n => {
                return Err(vm.type_error(format!("replace() got an unexpected keyword argument '{n}'")));
            }
        }
    }
    Ok(Value::Code(Ref::new(copy)))
}

/// Two code objects are equal when they were compiled from the same place of the same text under the same name.
fn eq(_: &Vm, a: &[Value]) -> PyResult {
    let (Value::Code(x), Value::Code(y)) = (&a[0], &a[1]) else { return Ok(Value::NotImplemented) };
    let same = x.is(y)
        || (x.name == y.name
            && x.qualname == y.qualname
            && x.first_line == y.first_line
            && x.span == y.span
            && x.iterable_coroutine == y.iterable_coroutine
            && x.source.filename == y.source.filename
            && x.source.text() == y.source.text());
    Ok(Value::Bool(same))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let code = this(vm, &a[0])?;
    Ok(Value::Int(code.name.hash() ^ i64::from(code.span.start)))
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "What the compiler made of a function, class body or module.",
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__eq__", "(self, value, /)", eq),
        method("__hash__", "(self, /)", hash),
        method("co_lines", "(self, /)", lines),
        method("co_positions", "(self, /)", positions),
        method_raw("replace", "(self, /, **changes)", replace).doc("A copy with some fields changed."),
        method_raw("__replace__", "(self, /, **changes)", replace).doc("The same as replace()."),
    ],
    getset: &[
        getter("co_argcount", argcount),
        getter("co_posonlyargcount", posonlyargcount),
        getter("co_kwonlyargcount", kwonlyargcount),
        getter("co_nlocals", nlocals),
        getter("co_stacksize", stack_size),
        getter("co_flags", co_flags),
        getter("co_consts", consts),
        getter("co_names", names),
        getter("co_varnames", varnames),
        getter("co_cellvars", cellvars),
        getter("co_freevars", freevars),
        getter("co_filename", filename),
        getter("co_name", name),
        getter("co_qualname", qualname),
        getter("co_firstlineno", first_line),
    ],
    ..TypeDef::new("code", "builtins")
};
