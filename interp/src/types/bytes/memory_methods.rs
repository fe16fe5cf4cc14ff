//! The table of `memoryview`, and its iterator.

use std::cell::{Cell, RefCell};

use super::buffer::{View, required};
use super::hex::{hex_arguments, hex_text};
use super::memory::{self, MemoryView, c_strides, object};
use super::memory_items::Format;
use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, getter, method, method_raw};
use crate::tree::CmpOp;
use crate::types::arguments;
use crate::types::bytes::Bytes;
use crate::types::class::TypeRef;
use crate::types::iterators;
use crate::types::sequence;
use crate::types::str::Str;
use crate::types::str::args::text;
use crate::value::Value;
use crate::vm::Vm;

/// The table of `memoryview`.
pub const DEF: TypeDef = TypeDef {
    doc: "memoryview(object)\n--\n\nA window on the bytes of an object that lends them.",
    new: Some(new),
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeDef::new("memoryview", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr),
    method("__hash__", "(self, /)", hash),
    method("__eq__", "(self, value, /)", |vm, a| equal(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| equal(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__le__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__gt__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__ge__", "(self, value, /)", |_, _| Ok(Value::NotImplemented)),
    method("__len__", "(self, /)", len),
    method("__iter__", "(self, /)", iter),
    method("__getitem__", "(self, key, /)", getitem),
    method("__setitem__", "(self, key, value, /)", setitem),
    method("__delitem__", "(self, key, /)", delitem),
    method("__buffer__", "(self, flags, /)", |vm, a| memory::make(vm, &a[0])),
    method("__release_buffer__", "(self, buffer, /)", |vm, a| memory::release_value(vm, &a[1])),
    method("__enter__", "(self, /)", |vm, a| this(vm, a).map(|_| a[0].clone())),
    method_raw("__exit__", "(self, /, *exc_info)", |vm, args| release(vm, args.values)),
    class_method("_from_flags", "(type, /, object, flags)", |vm, a| memory::make(vm, &a[1])),
    method("cast", "(self, /, format, shape=None)", cast).doc("A view of another format or shape."),
    method("count", "(self, value, /)", count).doc("How many items equal value."),
    method("index", "(self, value, start=0, stop=9223372036854775807, /)", index)
        .doc("The position of the first item equal to value; ValueError if there is none."),
    class_method("__class_getitem__", "(cls, item, /)", crate::types::generic_alias::class_getitem),
    method("hex", "(self, /, sep=None, bytes_per_sep=1)", hex).doc("The bytes as hexadecimal text."),
    method("release", "(self, /)", release).doc("Let go of the bytes."),
    method("tobytes", "(self, /, order='C')", tobytes).doc("A copy of the bytes."),
    method("tolist", "(self, /)", tolist).doc("The items, in lists for each dimension."),
    method("toreadonly", "(self, /)", toreadonly).doc("A view that cannot be written through."),
];

const ATTRIBUTES: &[GetSet] = &[
    getter("obj", |vm, v| get(vm, v).map(|m| m.obj.clone())),
    getter("nbytes", |vm, v| get(vm, v).map(|m| Value::from(m.nbytes()))),
    getter("readonly", |vm, v| get(vm, v).map(|m| Value::Bool(m.readonly))),
    getter("itemsize", |vm, v| get(vm, v).map(|m| Value::from(m.item))),
    getter("format", |vm, v| get(vm, v).map(|m| Value::Str(m.format.clone()))),
    getter("ndim", |vm, v| get(vm, v).map(|m| Value::from(m.shape.len()))),
    getter("shape", |vm, v| get(vm, v).map(|m| Value::tuple(m.shape.iter().map(|n| Value::from(*n)).collect()))),
    getter("strides", |vm, v| {
        get(vm, v).map(|m| Value::tuple(m.strides.iter().map(|n| Value::Int(*n as i64)).collect()))
    }),
    getter("suboffsets", |vm, v| get(vm, v).map(|_| Value::tuple(Vec::new()))),
    getter("c_contiguous", |vm, v| get(vm, v).map(|m| Value::Bool(m.is_contiguous()))),
    getter("f_contiguous", |vm, v| get(vm, v).map(|m| Value::Bool(m.is_fortran_contiguous()))),
    getter("contiguous", |vm, v| get(vm, v).map(|m| Value::Bool(m.is_contiguous() || m.is_fortran_contiguous()))),
];

/// The view, released or not.
fn raw<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a MemoryView> {
    v.native::<MemoryView>().ok_or_else(|| arguments::bad_receiver(vm, "memoryview", v))
}

/// The view, which must not have been released.
fn get<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a MemoryView> {
    let m = raw(vm, v)?;
    m.check(vm)?;
    Ok(m)
}

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a MemoryView> {
    get(vm, &a[0])
}

fn new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    let missing = || vm.type_error("memoryview() missing required argument 'object' (pos 1)");
    if args.names.iter().any(|n| n.as_str() != "object") && args.pos().is_empty() {
        return Err(missing());
    }
    let [object] = arguments::by_name(vm, args, "memoryview", [Some("object")])?;
    if object.is_unbound() { Err(missing()) } else { memory::make(vm, &object) }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let released = if raw(vm, &a[0])?.is_released() { "released " } else { "" };
    Ok(Value::from(format!("<{released}memory at {:#x}>", a[0].heap_addr())))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    if !m.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !Format::parse(m.format.as_str()).is_some_and(Format::is_byte) {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    vm.hash(&m.obj)?;
    Ok(Value::Int(crate::types::hash::hash_bytes(&m.view(vm)?)))
}

fn equal(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let m = raw(vm, &a[0])?;
    let other = match &a[1] {
        v if v.native::<MemoryView>().is_some() => v.clone(),
        v => {
            // What is lent must be back before a view is made: that asks whether the bytes can be written.
            let lends = super::buffer::view(vm, v)?.is_some();
            if !lends {
                return Ok(Value::NotImplemented);
            }
            memory::make(vm, v)?
        }
    };
    let o = raw(vm, &other)?;
    let same = if m.is_released() || o.is_released() { a[0].is(&a[1]) } else { same_items(vm, m, o)? };
    Ok(Value::Bool(same == (op == CmpOp::Eq)))
}

fn same_items(vm: &Vm, m: &MemoryView, o: &MemoryView) -> PyResult<bool> {
    if m.shape != o.shape {
        return Ok(false);
    }
    let (Some(mine), Some(its)) = (Format::parse(m.format.as_str()), Format::parse(o.format.as_str())) else {
        return Ok(false);
    };
    if mine == its && !matches!(mine, Format::Half | Format::Float | Format::Double | Format::Bool) {
        return Ok(*m.view(vm)? == *o.view(vm)?);
    }
    for (x, y) in m.offsets().into_iter().zip(o.offsets()) {
        let (x, y) = (m.item_at(vm, x)?, o.item_at(vm, y)?);
        // NaN differs from itself here, as it does not in containers.
        let same = vm.compare(CmpOp::Eq, &x, &y)?;
        if !vm.truth(&same)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    match this(vm, a)?.shape.first() {
        Some(n) => Ok(Value::from(*n)),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

/// The items of a view of one dimension, for `count` and `index` (since Python 3.14).
fn flat_items(vm: &Vm, m: &MemoryView) -> PyResult<Vec<Value>> {
    match m.shape.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    let format = m.item_format(vm)?;
    Ok(m.view(vm)?.chunks(m.item.max(1)).map(|item| format.unpack(item)).collect())
}

fn count(vm: &Vm, a: &[Value]) -> PyResult {
    sequence::count(vm, &flat_items(vm, this(vm, a)?)?[..], &a[1]).map(Value::from)
}

fn index(vm: &Vm, a: &[Value]) -> PyResult {
    let items = flat_items(vm, this(vm, a)?)?;
    let start = sequence::clip(sequence::bound_argument(vm, &a[2], 0)?, items.len());
    let stop = sequence::clip(sequence::bound_argument(vm, &a[3], i64::MAX)?, items.len());
    match sequence::find(vm, &items[..], &a[1], start, stop)? {
        Some(at) => Ok(Value::from(at)),
        None => Err(vm.value_error("memoryview.index(x): x not found")),
    }
}

/// What a subscript selects.
enum Selected {
    /// The item that starts here.
    Item(usize),
    View(MemoryView),
}

/// The place that an index selects along a dimension.
fn step(vm: &Vm, m: &MemoryView, dimension: usize, index: i64) -> PyResult<usize> {
    let at = sequence::position(index, m.shape[dimension])
        .ok_or_else(|| vm.index_error(format!("index out of bounds on dimension {}", dimension + 1)))?;
    Ok((m.strides[dimension].wrapping_mul(at as isize)) as usize)
}

fn select(vm: &Vm, m: &MemoryView, key: &Value) -> PyResult<Selected> {
    if m.shape.is_empty() {
        return match key {
            Value::Tuple(t) if t.is_empty() => Ok(Selected::Item(m.start)),
            Value::Ellipsis => Ok(Selected::View(m.reshaped(m.start, Vec::new(), Vec::new()))),
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    match key {
        Value::Slice(s) => {
            let span = sequence::resolve(vm, s, || m.shape[0])?;
            m.check(vm)?;
            let (mut shape, mut strides) = (m.shape.clone(), m.strides.clone());
            let start = m.start.wrapping_add_signed(strides[0].wrapping_mul(span.start as isize));
            let start = if span.count == 0 { m.start } else { start };
            shape[0] = span.count;
            strides[0] = strides[0].wrapping_mul(span.step);
            Ok(Selected::View(m.reshaped(start, shape, strides)))
        }
        Value::Tuple(t) => select_many(vm, m, t),
        v if sequence::has_index(vm, v) => {
            let index = vm.index_i64(v)?;
            m.check(vm)?;
            if m.shape.len() > 1 {
                return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
            }
            Ok(Selected::Item(m.start.wrapping_add(step(vm, m, 0, index)?)))
        }
        _ => Err(vm.type_error("memoryview: invalid slice key")),
    }
}

/// An index for each dimension.
fn select_many(vm: &Vm, m: &MemoryView, keys: &[Value]) -> PyResult<Selected> {
    if !keys.iter().all(|k| sequence::has_index(vm, k)) {
        if keys.iter().all(|k| matches!(k, Value::Slice(_))) {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    let dimensions = m.shape.len();
    if keys.len() < dimensions {
        return Err(vm.not_implemented_error("sub-views are not implemented"));
    }
    if keys.len() > dimensions {
        let n = keys.len();
        return Err(vm.type_error(format!("cannot index {dimensions}-dimension view with {n}-element tuple")));
    }
    let mut at = m.start;
    for (dimension, key) in keys.iter().enumerate() {
        at = at.wrapping_add(step(vm, m, dimension, vm.index_i64(key)?)?);
    }
    m.check(vm)?;
    Ok(Selected::Item(at))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    match select(vm, m, &a[1])? {
        Selected::Item(at) => m.item_at(vm, at),
        Selected::View(view) => Ok(object(vm, view)),
    }
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    let format = m.item_format(vm)?;
    if m.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    match select(vm, m, &a[1])? {
        Selected::Item(at) => {
            let bytes = format.pack(vm, &a[2], m.format.as_str())?;
            m.check(vm)?;
            m.scatter(&[at], &bytes);
        }
        Selected::View(target) => {
            let source = match a[2].native::<MemoryView>() {
                Some(_) => a[2].clone(),
                None => {
                    drop(required(vm, &a[2])?);
                    memory::make(vm, &a[2])?
                }
            };
            let source = get(vm, &source)?;
            if source.shape != target.shape || source.format.as_str().trim_start_matches('@') != target.format.as_str()
            {
                return Err(different(vm));
            }
            // Both may look at the same bytes.
            let bytes = source.view(vm)?.to_vec();
            target.scatter(&target.offsets(), &bytes);
        }
    }
    Ok(Value::None)
}

fn different(vm: &Vm) -> Raised {
    vm.value_error("memoryview assignment: lvalue and rvalue have different structures")
}

fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    let readonly = this(vm, a)?.readonly;
    Err(vm.type_error(if readonly { "cannot modify read-only memory" } else { "cannot delete memory" }))
}

fn release(vm: &Vm, a: &[Value]) -> PyResult {
    raw(vm, &a[0])?.release();
    Ok(Value::None)
}

fn toreadonly(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    let mut view = m.reshaped(m.start, m.shape.clone(), m.strides.clone());
    view.readonly = true;
    Ok(object(vm, view))
}

fn tobytes(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    let order = match a[1].some() {
        None => "C",
        Some(v) => text(vm, v, "tobytes", 0)?.as_str(),
    };
    let bytes = match order {
        "C" | "A" if order == "C" || !m.is_fortran_contiguous() || m.is_contiguous() => m.view(vm)?,
        "F" | "A" => View::Copy(fortran(m)),
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    Ok(Value::Bytes(Bytes::new(&bytes)))
}

/// The bytes with the first dimension's items closest.
fn fortran(m: &MemoryView) -> Vec<u8> {
    let mut offsets = vec![m.start];
    for (n, stride) in m.shape.iter().zip(&m.strides).rev() {
        offsets = offsets
            .iter()
            .flat_map(|at| (0..*n).map(move |i| at.wrapping_add_signed(stride.wrapping_mul(i as isize))))
            .collect();
    }
    m.gather(&offsets)
}

fn hex(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?;
    let (sep, group) = hex_arguments(vm, a)?;
    Ok(Value::from(hex_text(&this(vm, a)?.view(vm)?, sep, group)))
}

fn tolist(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    let format = m.item_format(vm)?;
    let bytes = m.view(vm)?;
    let mut items: Vec<Value> = bytes.chunks(m.item.max(1)).map(|item| format.unpack(item)).collect();
    for n in m.shape.iter().skip(1).rev() {
        items = if *n == 0 {
            // No items to group: as many empty lists as the dimensions before say.
            let outer: usize = m.shape.iter().take(m.shape.len() - 1).product();
            (0..outer).map(|_| Value::list(Vec::new())).collect()
        } else {
            items.chunks(*n).map(|row| Value::list(row.to_vec())).collect()
        };
    }
    match (m.shape.is_empty(), items.first()) {
        (true, Some(only)) => Ok(only.clone()),
        _ => Ok(Value::list(items)),
    }
}

fn cast(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    let Some(name) = a[1].as_str() else {
        let found = crate::format::argument_type(vm, &a[1]);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {found}")));
    };
    let shape = match a[2].bound() {
        None => None,
        Some(v) => Some(shape_argument(vm, v)?),
    };
    if !m.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (shape.is_some() || m.shape.len() != 1) && m.shape.len() != 1 && shape.as_ref().is_some_and(|s| s.len() != 1) {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let Some(format) = Format::parse(name.as_str()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let from_bytes = Format::parse(m.format.as_str()).is_some_and(Format::is_byte);
    if !from_bytes && !format.is_byte() {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let total = m.nbytes();
    if !total.is_multiple_of(format.size()) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = shape.unwrap_or_else(|| vec![total / format.size()]);
    let product = shape.iter().try_fold(format.size(), |n, d| n.checked_mul(*d));
    if product != Some(total) {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let strides = c_strides(&shape, format.size());
    let mut view = m.reshaped(m.start, shape, strides);
    view.format = Str::new(name.as_str());
    view.item = format.size();
    Ok(object(vm, view))
}

fn shape_argument(vm: &Vm, v: &Value) -> PyResult<Vec<usize>> {
    let items = match v.inner() {
        Value::List(l) => l.snapshot(),
        Value::Tuple(t) => t.to_vec(),
        _ => return Err(vm.type_error("shape must be a list or a tuple")),
    };
    items
        .iter()
        .map(|n| match n.inner() {
            Value::Int(n) => usize::try_from(*n)
                .ok()
                .filter(|n| *n > 0)
                .ok_or_else(|| vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
            _ => Err(vm.type_error("memoryview.cast(): elements of shape must be integers")),
        })
        .collect()
}

/// The state of a memory_iterator.
pub struct MemoryIterator {
    view: RefCell<Option<Value>>,
    at: Cell<i64>,
}

impl NativeData for MemoryIterator {
    crate::traverses!(view);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let Some(view) = self.view.borrow().clone() else { return Ok(None) };
        let m = get(vm, &view)?;
        let at = self.at.get();
        if usize::try_from(at).is_ok_and(|at| at < m.shape[0]) {
            self.at.set(at + 1);
            return m.item_at(vm, m.start.wrapping_add(step(vm, m, 0, at)?)).map(Some);
        }
        let old = self.view.take();
        drop(old);
        Ok(None)
    }
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, a)?;
    match m.shape.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    m.item_format(vm)?;
    let data = MemoryIterator { view: RefCell::new(Some(a[0].clone())), at: Cell::new(0) };
    Ok(Value::Object(ObjRef::new(vm.types.memory_iterator.clone(), data)))
}

const ITERATOR_METHODS: &[NativeDef] =
    &[method("__iter__", "(self, /)", iterators::iter_self), method("__next__", "(self, /)", iterators::next)];

/// The table of `memory_iterator`.
pub const ITERATOR_DEF: TypeDef = TypeDef { methods: ITERATOR_METHODS, ..TypeDef::new("memory_iterator", "builtins") };
