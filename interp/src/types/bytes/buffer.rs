//! The buffer protocol: how bytes, bytearray, memoryview and native objects lend their bytes to others.

use std::cell::{Cell, Ref, RefMut};
use std::ops::Deref;

use crate::error::{PyResult, Raised};
use crate::types::bytes::memory::MemoryView;
use crate::value::Value;
use crate::vm::Vm;

/// A native object that lends its bytes (array.array, mmap, io.BytesIO). See `NativeData::as_buffer`.
pub trait Buffer {
    /// The bytes, to read.
    fn bytes(&self) -> Ref<'_, [u8]>;

    /// The bytes, to write; `None` when they are read-only.
    fn bytes_mut(&self) -> Option<RefMut<'_, [u8]>>;

    /// How many views look at the bytes: while there are any, the size may not change.
    fn exports(&self) -> &Cell<usize>;

    /// The format of one item, in the notation of `struct`, and its size.
    fn item(&self) -> (&'static str, usize) {
        ("B", 1)
    }
}

/// Bytes on loan. While it lives, no Python code may run and the lender may not be changed.
pub enum View<'a> {
    Slice(&'a [u8]),
    Shared(Ref<'a, [u8]>),
    Copy(Vec<u8>),
}

impl Deref for View<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            View::Slice(s) => s,
            View::Shared(s) => s,
            View::Copy(v) => v,
        }
    }
}

/// The bytes of a bytes-like object; `None` for any other.
///
/// # Errors
/// ValueError for a memoryview that was released; what `__buffer__` raises.
pub fn view<'a>(vm: &Vm, v: &'a Value) -> PyResult<Option<View<'a>>> {
    Ok(match v.inner() {
        Value::Bytes(b) => Some(View::Slice(b.as_slice())),
        Value::ByteArray(b) => Some(View::Shared(Ref::map(b.data.borrow(), |d| d.as_slice()))),
        Value::Object(o) => {
            if let Some(m) = o.get::<MemoryView>() {
                return m.view(vm).map(Some);
            }
            o.data().as_buffer().map(|b| View::Shared(b.bytes()))
        }
        Value::Instance(_) => match by_method(vm, v)? {
            Some(m) => match m.native::<MemoryView>() {
                Some(m) => Some(View::Copy(m.view(vm)?.to_vec())),
                None => None,
            },
            None => None,
        },
        _ => None,
    })
}

/// The flags that `__buffer__` gets: everything, read-only (`inspect.BufferFlags.FULL_RO`).
const FULL_RO: i64 = 284;

/// The memoryview that a class's own `__buffer__` returns.
///
/// # Errors
/// What it raises, TypeError when it returns anything else.
pub fn by_method(vm: &Vm, v: &Value) -> PyResult<Option<Value>> {
    match vm.call_special(v, &vm.intern("__buffer__"), &[Value::Int(FULL_RO)])? {
        Some(m) if m.native::<MemoryView>().is_some() => Ok(Some(m)),
        Some(_) => Err(vm.type_error("__buffer__ returned non-memoryview object")),
        None => Ok(None),
    }
}

/// A copy of the bytes of a bytes-like object; `None` for any other.
///
/// # Errors
/// As [`view`].
pub fn copy_of(vm: &Vm, v: &Value) -> PyResult<Option<Vec<u8>>> {
    Ok(match view(vm, v)? {
        Some(View::Copy(bytes)) => Some(bytes),
        Some(bytes) => Some(bytes.to_vec()),
        None => None,
    })
}

/// The bytes of an argument that must be bytes-like.
///
/// # Errors
/// TypeError when it is not.
pub fn required<'a>(vm: &Vm, v: &'a Value) -> PyResult<View<'a>> {
    match view(vm, v)? {
        Some(bytes) => Ok(bytes),
        None => Err(not_bytes_like(vm, v)),
    }
}

/// The complaint about an argument that is not bytes-like.
#[cold]
pub fn not_bytes_like(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(v)))
}

/// Runs `f` on the bytes of a writable bytes-like object; `None` for any other.
///
/// # Errors
/// As [`view`].
pub fn with_writable<R>(vm: &Vm, v: &Value, f: impl FnOnce(&mut [u8]) -> R) -> PyResult<Option<R>> {
    Ok(match v.inner() {
        Value::ByteArray(b) => Some(f(&mut b.data.borrow_mut())),
        Value::Object(o) => {
            if let Some(m) = o.get::<MemoryView>() {
                return m.with_writable(vm, f);
            }
            o.data().as_buffer().and_then(|b| b.bytes_mut().map(|mut bytes| f(&mut bytes)))
        }
        _ => None,
    })
}
