//! `JSONDecoder`, to be derived from, the scanner of a decoder, and `JSONDecodeError`.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, NativeDef, TypeDef, function, function_raw, getter, method, method_raw};
use taipan_interp::types::arguments::positional;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::str::Str;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::Types;
use super::decode::{Failure, Reading, string_at};
use crate::support::{object, ssize_arg};

/// Functions of `json.decoder`.
pub(super) const FUNCTIONS: &[NativeDef] = &[
    function("scanstring", "(string, end, strict=True, /)", scanstring),
    function("py_scanstring", "(string, end, strict=True, /)", scanstring),
    function("c_scanstring", "(string, end, strict=True, /)", scanstring),
];

/// Functions of `json.scanner`.
pub(super) const SCANNER_FUNCTIONS: &[NativeDef] = &[
    function_raw("make_scanner", "(context, /)", |vm, args| scanner_new(vm, &vm.state(Types::new).scanner, args)),
    function_raw("py_make_scanner", "(context, /)", |vm, args| scanner_new(vm, &vm.state(Types::new).scanner, args)),
    function_raw("c_make_scanner", "(context, /)", |vm, args| scanner_new(vm, &vm.state(Types::new).scanner, args)),
];

pub(super) static DECODER: TypeDef = TypeDef {
    doc: "Reads JSON. Functions given to it make objects of what it reads.",
    layout: Layout::Object,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: &[
        method_raw(
            "__init__",
            "(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, \
             object_pairs_hook=None)",
            init,
        ),
        method_raw("decode", "(self, s)", decode).doc("The object that the text s describes."),
        method("raw_decode", "(self, s, idx=0)", raw_decode)
            .doc("The object that the text from idx on begins with, and where it ends."),
    ],
    getset: &[getter("scan_once", |vm, this| {
        Ok(object(&vm.state(Types::new).scanner, Scanner { context: this.clone() }))
    })],
    ..TypeDef::new("JSONDecoder", "json.decoder")
};

pub(super) static SCANNER: TypeDef = TypeDef {
    doc: "Reads one value for a decoder.",
    layout: Layout::Native(0),
    new: Some(scanner_new),
    methods: &[method("__call__", "(self, string, idx)", scan)],
    ..TypeDef::new("Scanner", "_json")
};

pub(super) static DECODE_ERROR: TypeDef = TypeDef {
    doc: "A text is no JSON: what is wrong, in which text and where.",
    layout: Layout::Exception,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: &[
        method("__init__", "(self, msg, doc, pos)", error_init),
        method("__reduce__", "(self, /)", error_reduce),
    ],
    ..TypeDef::new("JSONDecodeError", "json.decoder")
};

/// The functions a decoder can be given.
pub(super) const HOOKS: &[&str] =
    &["object_hook", "parse_float", "parse_int", "parse_constant", "object_pairs_hook", "strict"];

/// JSONDecodeError for the byte `at` of `text`.
#[cold]
pub(super) fn decode_error(vm: &Vm, message: &str, text: &Str, at: usize) -> Raised {
    let pos = char_index(text, at);
    let class = Value::Type(vm.state(Types::new).decode_error.clone());
    match vm.call(&class, &[Value::str(message), Value::Str(text.clone()), Value::from(pos)]) {
        Ok(Value::Exception(e)) => Raised(e),
        Ok(_) => vm.value_error(message),
        Err(e) => e,
    }
}

/// The error where a value is missing. It is raised `from None`, as the scanner's StopIteration is nobody's business; it
/// is its context all the same.
pub(super) fn no_value(vm: &Vm, text: &Str, at: usize) -> Raised {
    let error = decode_error(vm, "Expecting value", text, at);
    let stop = vm.stop_iteration(Value::from(char_index(text, at)));
    vm.set_context(&stop.0);
    error.0.fresh.set(false);
    error.0.context.replace(Some(stop.0));
    error.0.suppress_context.set(true);
    error
}

/// The index of the character that begins at a byte.
fn char_index(text: &Str, byte: usize) -> usize {
    if text.is_ascii() { byte } else { text.as_str()[..byte].chars().count() }
}

/// The byte where the character of this index begins; `None` past the end.
fn byte_index(text: &Str, index: usize) -> Option<usize> {
    if index > text.len() {
        None
    } else if text.is_ascii() || index == 0 {
        Some(index)
    } else {
        text.as_str().char_indices().map(|(i, _)| i).chain([text.as_str().len()]).nth(index)
    }
}

fn error_init(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Exception(exc) = &a[0] else { return Ok(Value::None) };
    let doc = vm.str(&a[2])?;
    let pos = vm.index_i64(&a[3])?;
    let before: Vec<char> = doc.as_str().chars().take(usize::try_from(pos).unwrap_or(0)).collect();
    let line = before.iter().filter(|c| **c == '\n').count() + 1;
    let column = match before.iter().rposition(|c| *c == '\n') {
        Some(i) => pos - i as i64,
        None => pos + 1,
    };
    let text = format!("{}: line {line} column {column} (char {pos})", vm.str(&a[1])?);
    let _old = exc.args.replace(Tuple::new(vec![Value::from(text)]));
    let fields = [
        ("msg", a[1].clone()),
        ("doc", a[2].clone()),
        ("pos", a[3].clone()),
        ("lineno", Value::from(line)),
        ("colno", Value::Int(column)),
    ];
    for (name, value) in fields {
        vm.set_attr(&a[0], &vm.intern(name), value)?;
    }
    Ok(Value::None)
}

fn error_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let get = |name: &str| vm.get_attr(&a[0], &vm.intern(name));
    let args = Value::tuple(vec![get("msg")?, get("doc")?, get("pos")?]);
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), args]))
}

fn scanstring(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(text) = a[0].as_str() else {
        return Err(vm.type_error(format!("first argument must be a string, not {}", vm.type_name(&a[0]))));
    };
    let end = ssize_arg(vm, &a[1])?;
    let strict = a[2].bound().map_or(Ok(true), |v| vm.truth(v))?;
    let start = usize::try_from(end).ok().filter(|&i| i > 0).and_then(|i| byte_index(text, i));
    let Some(start) = start else { return Err(vm.value_error("end is out of bounds")) };
    let (s, end) = string_at(vm, text, start, strict)?;
    Ok(Value::tuple(vec![Value::Str(s), Value::from(char_index(text, end))]))
}

/// A hook, unless it is what is done without one.
fn hook(v: Option<&Value>, default: Option<&TypeRef>) -> Option<Value> {
    let v = v.and_then(Value::some)?;
    match (v, default) {
        (Value::Type(t), Some(d)) if t.is(d) => None,
        _ => Some(v.clone()),
    }
}

/// The settings that the keyword arguments of `loads` and `load` describe.
pub(super) fn reading_from_arguments(vm: &Vm, args: &Args) -> PyResult<Reading> {
    Ok(Reading {
        strict: args.keyword("strict").map_or(Ok(true), |v| vm.truth(v))?,
        object_hook: hook(args.keyword("object_hook"), None),
        object_pairs_hook: hook(args.keyword("object_pairs_hook"), None),
        parse_float: hook(args.keyword("parse_float"), Some(&vm.types.float)),
        parse_int: hook(args.keyword("parse_int"), Some(&vm.types.int)),
        parse_constant: hook(args.keyword("parse_constant"), None),
    })
}

/// The settings that a decoder object stands for.
fn reading_of(vm: &Vm, this: &Value) -> PyResult<Reading> {
    let get = |name: &str| vm.get_attr(this, &vm.intern(name));
    let strict = get("strict")?;
    Ok(Reading {
        strict: vm.truth(&strict)?,
        object_hook: hook(Some(&get("object_hook")?), None),
        object_pairs_hook: hook(Some(&get("object_pairs_hook")?), None),
        parse_float: hook(Some(&get("parse_float")?), Some(&vm.types.float)),
        parse_int: hook(Some(&get("parse_int")?), Some(&vm.types.int)),
        parse_constant: hook(Some(&get("parse_constant")?), None),
    })
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("JSONDecoder.__init__() takes 1 positional argument but {n} were given")));
    }
    if let Some((name, _)) = args.keywords().find(|(n, _)| !HOOKS.contains(&n.as_str())) {
        return Err(vm.type_error(format!("JSONDecoder.__init__() got an unexpected keyword argument '{name}'")));
    }
    let given = |name: &str| args.keyword(name).and_then(Value::some).cloned();
    let put = |name: &str, value: Option<Value>| vm.set_attr(this, &vm.intern(name), value.unwrap_or(Value::None));
    put("object_hook", given("object_hook"))?;
    put("parse_float", given("parse_float").or_else(|| Some(Value::Type(vm.types.float.clone()))))?;
    put("parse_int", given("parse_int").or_else(|| Some(Value::Type(vm.types.int.clone()))))?;
    put("parse_constant", given("parse_constant"))?;
    put("strict", Some(args.keyword("strict").cloned().unwrap_or(Value::Bool(true))))?;
    put("object_pairs_hook", given("object_pairs_hook"))?;
    put("memo", Some(Value::Dict(taipan_interp::Ref::new(taipan_interp::types::dict::Dict::new()))))?;
    Ok(Value::None)
}

fn text_arg<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Str> {
    v.as_str().ok_or_else(|| vm.type_error(format!("first argument must be a string, not {}", vm.type_name(v))))
}

/// True when the method found on the object is the decoder class's own.
fn is_own(vm: &Vm, this: &Value, name: &Str) -> bool {
    match (vm.lookup_special(this, name), vm.state(Types::new).decoder.dict().get_str(name)) {
        (Some(found), Some(own)) => found.is(&own),
        _ => false,
    }
}

/// A scanner that the program put into the instance (the class has its own).
fn given_scanner(vm: &Vm, this: &Value) -> Option<Value> {
    vm.filled_attr_slot(this).and_then(|slot| slot.get(&vm.intern("scan_once")))
}

fn decode(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    let Some(s) = args.values.get(1) else {
        return Err(vm.type_error("JSONDecoder.decode() missing 1 required positional argument: 's'"));
    };
    let text = text_arg(vm, s)?;
    let name = vm.intern("raw_decode");
    if is_own(vm, this, &name) && given_scanner(vm, this).is_none() {
        return reading_of(vm, this)?.whole(vm, text);
    }
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let start = text.as_str().chars().take_while(|c| space(*c)).count();
    let method = vm.get_attr(this, &name)?;
    let result = vm.call_kw(&method, std::slice::from_ref(s), &[("idx", Value::from(start))])?;
    let parts = vm.collect(&result)?;
    let [value, end] = parts.as_slice() else { return Err(vm.value_error("raw_decode() must return a pair")) };
    let end = usize::try_from(vm.index_i64(end)?).unwrap_or(0);
    let rest = text.as_str().chars().skip(end);
    let spaces = rest.clone().take_while(|c| space(*c)).count();
    if rest.count() > spaces {
        let at = byte_index(text, end + spaces).unwrap_or(0);
        return Err(decode_error(vm, "Extra data", text, at));
    }
    Ok(value.clone())
}

fn start_arg(vm: &Vm, text: &Str, v: Option<&Value>) -> PyResult<Option<usize>> {
    let i = v.map_or(Ok(0), |v| ssize_arg(vm, v))?;
    match usize::try_from(i) {
        Ok(i) => Ok(byte_index(text, i)),
        Err(_) => Err(vm.value_error("idx cannot be negative")),
    }
}

fn pair(text: &Str, value: Value, end: usize) -> Value {
    Value::tuple(vec![value, Value::from(char_index(text, end))])
}

fn raw_decode(vm: &Vm, a: &[Value]) -> PyResult {
    let text = text_arg(vm, &a[1])?;
    let idx = a[2].bound().cloned().unwrap_or(Value::Int(0));
    if let Some(scanner) = given_scanner(vm, &a[0]) {
        return vm.call(&scanner, &[a[1].clone(), idx]).map_err(|e| {
            if !vm.matches(&e, &vm.exc.stop_iteration) {
                return e;
            }
            let at = e.0.args.borrow().first().and_then(|v| vm.index_i64(v).ok()).unwrap_or(0);
            let at = usize::try_from(at).ok().and_then(|i| byte_index(text, i)).unwrap_or(0);
            no_value(vm, text, at)
        });
    }
    let Some(start) = start_arg(vm, text, Some(&idx))? else {
        return Err(no_value(vm, text, text.as_str().len()));
    };
    match reading_of(vm, &a[0])?.value_at(vm, text, start) {
        Ok((value, end)) => Ok(pair(text, value, end)),
        Err(Failure::Raised(e)) => Err(e),
        Err(Failure::NoValue(at)) => Err(no_value(vm, text, at)),
    }
}

/// Reads one value as its context (a decoder, or anything with the same attributes) says.
struct Scanner {
    context: Value,
}

impl NativeData for Scanner {
    taipan_interp::traverses!(context);

    fn call(&self, this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        match args.values {
            [text, idx] if args.names.is_empty() => {
                Some(scan(vm, &[Value::Object(this.clone()), text.clone(), idx.clone()]))
            }
            _ => None,
        }
    }
}

fn scanner_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let context = positional(vm, args, "make_scanner", 1, 1)?[0].clone();
    reading_of(vm, &context)?;
    Ok(object(cls, Scanner { context }))
}

fn scan(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(scanner) = a[0].native::<Scanner>() else { return Err(vm.type_error("a scanner is needed")) };
    let text = text_arg(vm, &a[1])?;
    let Some(start) = start_arg(vm, text, Some(&a[2]))? else { return Err(vm.stop_iteration(a[2].clone())) };
    match reading_of(vm, &scanner.context)?.value_at(vm, text, start) {
        Ok((value, end)) => Ok(pair(text, value, end)),
        Err(Failure::Raised(e)) => Err(e),
        Err(Failure::NoValue(at)) => Err(vm.stop_iteration(Value::from(char_index(text, at)))),
    }
}
