//! `struct` (and `_struct`): values as bytes in C's forms. [`layout`] parses formats, [`values`] converts.

mod layout;
mod values;

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, ModuleDef, NativeDef, TypeDef, function, function_raw, getter, method, method_raw};
use taipan_interp::types::arguments::by_name;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout as TypeLayout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::iterators;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use crate::support::{add_type, object, set, ssize_arg};
use layout::Layout;

/// Both names of the module.
pub const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "_struct", doc: DOC, functions: FUNCTIONS, init },
    ModuleDef { name: "struct", doc: DOC, functions: FUNCTIONS, init },
];

const DOC: &str = "Values as bytes in the forms that C has for them, and back.";

const FUNCTIONS: &[NativeDef] = &[
    function("calcsize", "(format, /)", |vm, a| Ok(Value::from(layout_arg(vm, &a[0])?.size))),
    function_raw("pack", "(format, /, *values)", |vm, args| {
        let Some(format) = args.values.first() else { return Err(vm.type_error("missing format argument")) };
        pack(vm, &*layout_arg(vm, format)?, &args.skip_first())
    }),
    function_raw("pack_into", "(format, buffer, offset, /, *values)", |vm, args| {
        let Some(format) = args.values.first() else { return Err(vm.type_error("missing format argument")) };
        pack_into(vm, &*layout_arg(vm, format)?, &args.skip_first())
    }),
    function("unpack", "(format, buffer, /)", |vm, a| unpack(vm, &*layout_arg(vm, &a[0])?, &a[1])),
    function("unpack_from", "(format, /, buffer, offset=0)", |vm, a| {
        unpack_from(vm, &*layout_arg(vm, &a[0])?, &a[1], &a[2])
    }),
    function("iter_unpack", "(format, buffer, /)", |vm, a| iter_unpack(vm, layout_arg(vm, &a[0])?, &a[1])),
    function("_clearcache", "()", |vm, _| {
        vm.state(State::new).cache.borrow_mut().clear();
        Ok(Value::None)
    }),
];

static STRUCT: TypeDef = TypeDef {
    doc: "A format, parsed once.",
    layout: TypeLayout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::WEAKREF),
    new: Some(struct_new),
    methods: &[
        method_raw("__init__", "(self, /, format)", |_, _| Ok(Value::None)),
        method_raw("pack", "(self, /, *values)", |vm, args| pack(vm, this(vm, args.values)?, &args.skip_first())),
        method_raw("pack_into", "(self, buffer, offset, /, *values)", |vm, args| {
            pack_into(vm, this(vm, args.values)?, &args.skip_first())
        }),
        method("unpack", "(self, buffer, /)", |vm, a| unpack(vm, this(vm, a)?, &a[1])),
        method("unpack_from", "(self, /, buffer, offset=0)", |vm, a| unpack_from(vm, this(vm, a)?, &a[1], &a[2])),
        method("iter_unpack", "(self, buffer, /)", |vm, a| {
            let layout = a[0].native::<Struct>().map(|s| s.layout.clone());
            iter_unpack(vm, layout.ok_or_else(|| not_struct(vm))?, &a[1])
        }),
        method("__repr__", "(self, /)", repr),
    ],
    getset: &[
        getter("format", |vm, v| Ok(v.native::<Struct>().ok_or_else(|| not_struct(vm))?.format.clone())),
        getter("size", |vm, v| Ok(Value::from(this(vm, std::slice::from_ref(v))?.size))),
    ],
    ..TypeDef::new("Struct", "_struct")
};

static UNPACK_ITERATOR: TypeDef = TypeDef {
    layout: TypeLayout::Native(0),
    methods: &[
        method("__iter__", "(self, /)", iterators::iter_self),
        method("__next__", "(self, /)", iterators::next),
        method("__length_hint__", "(self, /)", hint),
    ],
    ..TypeDef::new("unpack_iterator", "_struct")
};

/// The types of the module, and the formats parsed last.
struct State {
    structs: TypeRef,
    iterator: TypeRef,
    error: TypeRef,
    cache: RefCell<IndexMap<String, Rc<Layout>>>,
}

impl State {
    fn new(vm: &Vm) -> State {
        static ERROR: TypeDef = TypeDef {
            layout: TypeLayout::Exception,
            flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
            ..TypeDef::new("error", "struct")
        };
        State {
            structs: vm.make_type(&STRUCT, None),
            iterator: vm.make_type(&UNPACK_ITERATOR, None),
            error: vm.make_type(&ERROR, Some(&vm.exc.exception)),
            cache: RefCell::default(),
        }
    }
}

/// As many formats are kept; programs rarely have more, and each costs little.
const CACHED: usize = 100;

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let state = vm.state(State::new);
    add_type(vm, module, &state.structs);
    add_type(vm, module, &state.error);
    let names = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"];
    set(vm, module, "__all__", Value::list(names.iter().map(|n| Value::str(n)).collect()));
    Ok(())
}

/// `struct.error`.
#[cold]
fn error(vm: &Vm, message: impl Into<String>) -> Raised {
    vm.error(&vm.state(State::new).error, message)
}

/// The text of a format, given as str or bytes.
fn format_text(vm: &Vm, v: &Value) -> PyResult<String> {
    match v.inner() {
        Value::Str(s) if s.is_ascii() => Ok(s.as_str().to_string()),
        Value::Str(_) => {
            // Raises the complaint.
            vm.call_method(v, &vm.intern("encode"), &[Value::str("ascii")])?;
            Ok(String::new())
        }
        Value::Bytes(b) => Ok(b.as_slice().iter().map(|&b| char::from(b)).collect()),
        _ => Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(v)))),
    }
}

fn layout_arg(vm: &Vm, format: &Value) -> PyResult<Rc<Layout>> {
    let state = vm.state(State::new);
    if let Value::Str(s) = format
        && let Some(layout) = state.cache.borrow().get(s.as_str())
    {
        return Ok(layout.clone());
    }
    let text = format_text(vm, format)?;
    let layout = Rc::new(Layout::parse(&text).map_err(|message| error(vm, message))?);
    let mut cache = state.cache.borrow_mut();
    if cache.len() >= CACHED {
        cache.clear();
    }
    cache.insert(text, layout.clone());
    Ok(layout)
}

/// A `Struct` object.
struct Struct {
    format: Value,
    layout: Rc<Layout>,
}

impl NativeData for Struct {}

fn struct_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let [format] = by_name(vm, args, "Struct", [Some("format")])?;
    if format.is_unbound() {
        return Err(vm.type_error("Struct() missing required argument 'format' (pos 1)"));
    }
    let layout = layout_arg(vm, &format)?;
    Ok(object(cls, Struct { format: Value::from(format_text(vm, &format)?), layout }))
}

#[cold]
fn not_struct(vm: &Vm) -> Raised {
    vm.type_error("a Struct is needed")
}

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Layout> {
    match a.first().and_then(|v| v.native::<Struct>()) {
        Some(s) => Ok(&*s.layout),
        None => Err(not_struct(vm)),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(s) = a[0].native::<Struct>() else { return Err(not_struct(vm)) };
    Ok(Value::from(format!("{}({})", vm.class_of(&a[0]).name(), vm.repr(&s.format)?)))
}

fn pack(vm: &Vm, layout: &Layout, args: &Args) -> PyResult {
    if args.values.len() != layout.values {
        let (n, got) = (layout.values, args.values.len());
        return Err(error(vm, format!("pack expected {n} items for packing (got {got})")));
    }
    let mut out = zeroed(vm, layout.size)?;
    values::pack(vm, layout, args.values, &mut out)?;
    Ok(Value::Bytes(Bytes::new(&out)))
}

fn zeroed(vm: &Vm, size: usize) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    if out.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error(""));
    }
    out.resize(size, 0);
    Ok(out)
}

fn pack_into(vm: &Vm, layout: &Layout, args: &Args) -> PyResult {
    let (target, rest) = match args.values {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [target, rest @ ..] => (target, rest),
    };
    let (offset, given) = (&rest[0], &rest[1..]);
    if given.len() != layout.values {
        let (n, got) = (layout.values, given.len());
        return Err(error(vm, format!("pack_into expected {n} items for packing (got {got})")));
    }
    let offset = ssize_arg(vm, offset)?;
    let Some(len) = buffer::with_writable(vm, target, |b| b.len())? else {
        let name = vm.type_name(target);
        return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {name}")));
    };
    let (size, length) = (layout.size as i64, len as i64);
    let start = if offset < 0 {
        if offset + size > 0 {
            return Err(error(vm, format!("no space to pack {size} bytes at offset {offset}")));
        }
        if offset + length < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {length}-byte buffer")));
        }
        offset + length
    } else {
        offset
    };
    if length - start < size {
        let needed = i128::from(size) + i128::from(start);
        return Err(error(
            vm,
            format!(
                "pack_into requires a buffer of at least {needed} bytes for packing {size} bytes at offset {start} \
                 (actual buffer size is {length})"
            ),
        ));
    }
    // Converting may run Python code, which must not see the buffer on loan: pack aside, then copy.
    let mut out = zeroed(vm, layout.size)?;
    values::pack(vm, layout, given, &mut out)?;
    let start = start as usize;
    let copied = buffer::with_writable(vm, target, |b| match b.get_mut(start..start + out.len()) {
        Some(place) => {
            place.copy_from_slice(&out);
            true
        }
        None => false,
    })?;
    if copied == Some(true) { Ok(Value::None) } else { Err(error(vm, "the buffer changed its size")) }
}

fn unpack(vm: &Vm, layout: &Layout, source: &Value) -> PyResult {
    let bytes = buffer::required(vm, source)?;
    if bytes.len() != layout.size {
        return Err(error(vm, format!("unpack requires a buffer of {} bytes", layout.size)));
    }
    Ok(values::unpack(layout, &bytes))
}

fn unpack_from(vm: &Vm, layout: &Layout, source: &Value, offset: &Value) -> PyResult {
    let offset = offset.bound().map_or(Ok(0), |v| ssize_arg(vm, v))?;
    let bytes = buffer::required(vm, source)?;
    let (size, length) = (layout.size as i64, bytes.len() as i64);
    let start = if offset < 0 {
        if offset + size > 0 {
            return Err(error(vm, format!("not enough data to unpack {size} bytes at offset {offset}")));
        }
        if offset + length < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {length}-byte buffer")));
        }
        offset + length
    } else {
        offset
    };
    if length - start < size {
        let needed = i128::from(size) + i128::from(start);
        return Err(error(
            vm,
            format!(
                "unpack_from requires a buffer of at least {needed} bytes for unpacking {size} bytes at offset \
                 {start} (actual buffer size is {length})"
            ),
        ));
    }
    let start = start as usize;
    Ok(values::unpack(layout, &bytes[start..start + layout.size]))
}

/// Unpacks one record after the other.
struct UnpackIterator {
    layout: Rc<Layout>,
    source: Value,
    at: std::cell::Cell<usize>,
}

impl NativeData for UnpackIterator {
    taipan_interp::traverses!(source);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let bytes = buffer::required(vm, &self.source)?;
        let at = self.at.get();
        let Some(record) = bytes.get(at..at + self.layout.size) else { return Ok(None) };
        self.at.set(at + self.layout.size);
        Ok(Some(values::unpack(&self.layout, record)))
    }
}

fn iter_unpack(vm: &Vm, layout: Rc<Layout>, source: &Value) -> PyResult {
    if layout.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    if buffer::required(vm, source)?.len() % layout.size != 0 {
        let size = layout.size;
        return Err(error(vm, format!("iterative unpacking requires a buffer of a multiple of {size} bytes")));
    }
    let iterator = UnpackIterator { layout, source: source.clone(), at: std::cell::Cell::new(0) };
    Ok(object(&vm.state(State::new).iterator, iterator))
}

fn hint(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(it) = a[0].native::<UnpackIterator>() else { return Ok(Value::Int(0)) };
    let left = buffer::required(vm, &it.source)?.len().saturating_sub(it.at.get());
    Ok(Value::from(left / it.layout.size))
}
