//! `memoryview`: a window on the bytes of another object. Owns the window's geometry; the methods are in
//! `memory_methods`, the items in `memory_items`.

use std::cell::{Cell, Ref};

use super::buffer::{View, by_method};
use super::memory_items::Format;
use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// The state of a memoryview.
pub struct MemoryView {
    /// What lends the bytes: a Bytes, a ByteArray, or an Object that is a [`super::buffer::Buffer`].
    lender: Value,
    /// What `obj` says: the lender, or an instance of a class derived from its type.
    pub(super) obj: Value,
    /// Where the first item starts in the lender's bytes.
    pub(super) start: usize,
    pub(super) format: Str,
    /// The size of an item.
    pub(super) item: usize,
    pub(super) shape: Vec<usize>,
    /// From an item to the next along each dimension, in bytes.
    pub(super) strides: Vec<isize>,
    pub(super) readonly: bool,
    released: Cell<bool>,
}

impl NativeData for MemoryView {
    crate::traverses!(lender, obj);
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.release();
    }
}

impl MemoryView {
    /// A window of another shape on the same bytes.
    pub(super) fn reshaped(&self, start: usize, shape: Vec<usize>, strides: Vec<isize>) -> MemoryView {
        self.count(1);
        MemoryView {
            lender: self.lender.clone(),
            obj: self.obj.clone(),
            start,
            format: self.format.clone(),
            item: self.item,
            shape,
            strides,
            readonly: self.readonly,
            released: Cell::new(false),
        }
    }

    /// Tells the lender that a view came or went.
    fn count(&self, change: isize) {
        let exports = match &self.lender {
            Value::ByteArray(b) => &b.exports,
            Value::Object(o) => match o.data().as_buffer() {
                Some(b) => b.exports(),
                None => return,
            },
            _ => return,
        };
        exports.set(exports.get().saturating_add_signed(change));
    }

    /// Lets go of the bytes.
    pub fn release(&self) {
        if !self.released.replace(true) {
            self.count(-1);
        }
    }

    /// True when it was released.
    pub fn is_released(&self) -> bool {
        self.released.get()
    }

    /// Complains when it was released.
    ///
    /// # Errors
    /// ValueError.
    pub fn check(&self, vm: &Vm) -> PyResult<()> {
        if self.released.get() {
            return Err(vm.value_error("operation forbidden on released memoryview object"));
        }
        Ok(())
    }

    /// The number of items.
    pub(super) fn items(&self) -> usize {
        self.shape.iter().product()
    }

    /// The size of all items together.
    pub(super) fn nbytes(&self) -> usize {
        self.items() * self.item
    }

    /// True when the items lie one behind the other, the last dimension's closest.
    pub(super) fn is_contiguous(&self) -> bool {
        self.items() == 0 || self.strides == c_strides(&self.shape, self.item) || self.stepless()
    }

    /// Dimensions of one item or none have no step that matters.
    fn stepless(&self) -> bool {
        let wanted = c_strides(&self.shape, self.item);
        self.shape.iter().zip(&self.strides).zip(&wanted).all(|((n, stride), wanted)| *n <= 1 || stride == wanted)
    }

    /// True when the items lie one behind the other, the first dimension's closest.
    pub(super) fn is_fortran_contiguous(&self) -> bool {
        let mut wanted = self.item as isize;
        self.items() == 0
            || self.shape.iter().zip(&self.strides).all(|(n, stride)| {
                let fits = *n <= 1 || *stride == wanted;
                wanted *= *n as isize;
                fits
            })
    }

    /// All bytes of the lender.
    fn lent(&self) -> View<'_> {
        match &self.lender {
            Value::Bytes(b) => View::Slice(b.as_slice()),
            Value::ByteArray(b) => View::Shared(Ref::map(b.data.borrow(), |d| d.as_slice())),
            Value::Object(o) => match o.data().as_buffer() {
                Some(b) => View::Shared(b.bytes()),
                None => View::Slice(&[]),
            },
            _ => View::Slice(&[]),
        }
    }

    /// The bytes in the window, items in order; lent where they lie together, else copied.
    ///
    /// # Errors
    /// ValueError when it was released.
    pub fn view(&self, vm: &Vm) -> PyResult<View<'_>> {
        self.check(vm)?;
        if !self.is_contiguous() {
            return Ok(View::Copy(self.gather(&self.offsets())));
        }
        let range = self.start..self.start + self.nbytes();
        Ok(match self.lent() {
            View::Slice(s) => View::Slice(s.get(range).unwrap_or_default()),
            View::Shared(s) => View::Shared(Ref::map(s, |s| s.get(range).unwrap_or_default())),
            View::Copy(v) => View::Copy(v.get(range).unwrap_or_default().to_vec()),
        })
    }

    /// Where each item starts, in order.
    pub(super) fn offsets(&self) -> Vec<usize> {
        let mut offsets = vec![self.start];
        for (n, stride) in self.shape.iter().zip(&self.strides) {
            offsets = offsets
                .iter()
                .flat_map(|at| (0..*n).map(move |i| at.wrapping_add_signed(stride.wrapping_mul(i as isize))))
                .collect();
        }
        offsets
    }

    /// The bytes of the items that start at these places.
    pub(super) fn gather(&self, offsets: &[usize]) -> Vec<u8> {
        let bytes = self.lent();
        let mut out = Vec::with_capacity(offsets.len() * self.item);
        for at in offsets {
            out.extend_from_slice(bytes.get(*at..at + self.item).unwrap_or_default());
        }
        out
    }

    /// The item that starts at `at`.
    pub(super) fn item_at(&self, vm: &Vm, at: usize) -> PyResult {
        let format = self.item_format(vm)?;
        let bytes = self.lent();
        Ok(format.unpack(bytes.get(at..at + self.item).unwrap_or_default()))
    }

    /// The items' format.
    ///
    /// # Errors
    /// NotImplementedError for formats that are not native or have several characters.
    pub(super) fn item_format(&self, vm: &Vm) -> PyResult<Format> {
        Format::parse(self.format.as_str())
            .ok_or_else(|| vm.not_implemented_error(format!("memoryview: format {} not supported", self.format)))
    }

    /// Writes bytes to places in the lender's.
    pub(super) fn scatter(&self, offsets: &[usize], from: &[u8]) {
        let write = |bytes: &mut [u8]| {
            for (at, item) in offsets.iter().zip(from.chunks(self.item.max(1))) {
                if let Some(room) = bytes.get_mut(*at..at + item.len()) {
                    room.copy_from_slice(item);
                }
            }
        };
        match &self.lender {
            Value::ByteArray(b) => write(&mut b.data.borrow_mut()),
            Value::Object(o) => {
                if let Some(mut bytes) = o.data().as_buffer().and_then(|b| b.bytes_mut()) {
                    write(&mut bytes);
                }
            }
            _ => {}
        }
    }

    /// Runs `f` on the bytes in the window, to be written; `None` when they are read-only or do not lie together.
    ///
    /// # Errors
    /// ValueError when it was released.
    pub fn with_writable<R>(&self, vm: &Vm, f: impl FnOnce(&mut [u8]) -> R) -> PyResult<Option<R>> {
        self.check(vm)?;
        if self.readonly || !self.is_contiguous() {
            return Ok(None);
        }
        let range = self.start..self.start + self.nbytes();
        Ok(match &self.lender {
            Value::ByteArray(b) => b.data.borrow_mut().get_mut(range).map(f),
            Value::Object(o) => match o.data().as_buffer().and_then(|b| b.bytes_mut()) {
                Some(mut bytes) => bytes.get_mut(range).map(f),
                None => None,
            },
            _ => None,
        })
    }
}

/// The strides of items that lie one behind the other.
pub(super) fn c_strides(shape: &[usize], item: usize) -> Vec<isize> {
    let mut stride = item as isize;
    let mut strides: Vec<isize> = shape
        .iter()
        .rev()
        .map(|n| {
            let this = stride;
            stride = stride.saturating_mul(*n as isize);
            this
        })
        .collect();
    strides.reverse();
    strides
}

/// The object of a window.
pub(super) fn object(vm: &Vm, view: MemoryView) -> Value {
    Value::Object(ObjRef::new(vm.types.memoryview.clone(), view))
}

fn not_bytes_like(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(v)))
}

/// `memoryview(v)`.
///
/// # Errors
/// TypeError when `v` is not bytes-like.
pub fn make(vm: &Vm, v: &Value) -> PyResult {
    let lender = v.inner();
    let (len, readonly, format, item) = match lender {
        Value::Bytes(b) => (b.as_slice().len(), true, "B", 1),
        Value::ByteArray(b) => (b.data.borrow().len(), false, "B", 1),
        Value::Object(o) => {
            if let Some(m) = o.get::<MemoryView>() {
                m.check(vm)?;
                return Ok(object(vm, m.reshaped(m.start, m.shape.clone(), m.strides.clone())));
            }
            let Some(buffer) = o.data().as_buffer() else { return Err(not_bytes_like(vm, v)) };
            let (format, item) = buffer.item();
            let len = buffer.bytes().len();
            (len, buffer.bytes_mut().is_none(), format, item)
        }
        Value::Instance(_) => return by_method(vm, v)?.ok_or_else(|| not_bytes_like(vm, v)),
        _ => return Err(not_bytes_like(vm, v)),
    };
    let shape = vec![len / item.max(1)];
    let view = MemoryView {
        lender: lender.clone(),
        obj: v.clone(),
        start: 0,
        format: Str::new(format),
        item,
        strides: c_strides(&shape, item),
        shape,
        readonly,
        released: Cell::new(false),
    };
    view.count(1);
    Ok(object(vm, view))
}

/// Releases a memoryview given as a value (`__release_buffer__`).
///
/// # Errors
/// TypeError when it is none.
pub fn release_value(vm: &Vm, v: &Value) -> PyResult {
    match v.native::<MemoryView>() {
        Some(m) => {
            m.release();
            Ok(Value::None)
        }
        None => Err(vm.type_error("expected a memoryview object")),
    }
}
