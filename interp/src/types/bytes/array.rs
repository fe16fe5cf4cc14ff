//! What only bytearray has: changing it.

use super::buffer::{copy_of, view};
use super::construct::{init_source, ints};
use super::ops::{bad_index, repeated};
use super::receiver::{array, byte, this_array};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::Args;
use crate::types::bytes::{ByteArray, Bytes};
use crate::types::sequence;
use crate::types::str::args::size;
use crate::types::str::ops::reserve;
use crate::value::Value;
use crate::vm::Vm;

/// Complains when views look at the bytes: their number may not change then.
fn resizable(vm: &Vm, b: &ByteArray) -> PyResult<()> {
    if b.exports.get() > 0 {
        return Err(vm.error(&vm.exc.buffer_error, "Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

/// `__init__`: replaces the bytes.
pub(super) fn init(vm: &Vm, args: &Args) -> PyResult {
    let this = this_array(vm, args.values)?;
    let new = init_source(vm, &args.skip_first())?;
    if new.len() != this.data.borrow().len() {
        resizable(vm, this)?;
    }
    *this.data.borrow_mut() = new;
    Ok(Value::None)
}

/// `append`.
pub(super) fn append(vm: &Vm, a: &[Value]) -> PyResult {
    let b = byte(vm, &a[1])?;
    let this = this_array(vm, a)?;
    resizable(vm, this)?;
    this.data.borrow_mut().push(b);
    Ok(Value::None)
}

/// `extend`.
pub(super) fn extend(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let more = match copy_of(vm, &a[1])? {
        Some(bytes) => bytes,
        None if a[1].as_str().is_some() => {
            let name = vm.type_name(&a[1]);
            return Err(vm.type_error(format!("expected iterable of integers; got: '{name}'")));
        }
        None => ints(vm, &a[1], "byte must be in range(0, 256)")?
            .ok_or_else(|| vm.type_error(format!("can't extend bytearray with {}", vm.type_name(&a[1]))))?,
    };
    if !more.is_empty() {
        resizable(vm, this)?;
        this.data.borrow_mut().extend(more);
    }
    Ok(Value::None)
}

/// `insert`.
pub(super) fn insert(vm: &Vm, a: &[Value]) -> PyResult {
    let at = size(vm, &a[1], 0)?;
    let b = byte(vm, &a[2])?;
    let this = this_array(vm, a)?;
    resizable(vm, this)?;
    let mut data = this.data.borrow_mut();
    let at = sequence::clip(at, data.len());
    data.insert(at, b);
    Ok(Value::None)
}

/// `pop`.
pub(super) fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let at = size(vm, &a[1], -1)?;
    let this = this_array(vm, a)?;
    let len = this.data.borrow().len();
    if len == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let at = sequence::position(at, len).ok_or_else(|| vm.index_error("pop index out of range"))?;
    resizable(vm, this)?;
    let b = this.data.borrow_mut().remove(at);
    Ok(Value::Int(i64::from(b)))
}

/// `remove`.
pub(super) fn remove(vm: &Vm, a: &[Value]) -> PyResult {
    let b = byte(vm, &a[1])?;
    let this = this_array(vm, a)?;
    let at = memchr::memchr(b, &this.data.borrow());
    let at = at.ok_or_else(|| vm.value_error("value not found in bytearray"))?;
    resizable(vm, this)?;
    this.data.borrow_mut().remove(at);
    Ok(Value::None)
}

/// `reverse`.
pub(super) fn reverse(vm: &Vm, a: &[Value]) -> PyResult {
    this_array(vm, a)?.data.borrow_mut().reverse();
    Ok(Value::None)
}

/// `clear`.
pub(super) fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    resizable(vm, this)?;
    this.data.borrow_mut().clear();
    Ok(Value::None)
}

/// `resize` (since Python 3.14): cuts, or adds zeros.
pub(super) fn resize(vm: &Vm, a: &[Value]) -> PyResult {
    let wanted = usize::try_from(size(vm, &a[1], 0)?)
        .map_err(|_| vm.value_error("bytearray.resize(): new size must be >= 0"))?;
    let this = this_array(vm, a)?;
    let len = this.data.borrow().len();
    if wanted != len {
        resizable(vm, this)?;
        drop(reserve(vm, wanted)?);
        this.data.borrow_mut().resize(wanted, 0);
    }
    Ok(Value::None)
}

/// `copy`.
pub(super) fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(array(this_array(vm, a)?.data.borrow().clone()))
}

/// `__setitem__`.
pub(super) fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let index = match &a[1] {
        Value::Int(i) => *i,
        Value::Slice(_) => return set_slice(vm, this, a),
        v if sequence::has_index(vm, v) => vm.index_i64(v)?,
        v => return Err(bad_index(vm, a, v)),
    };
    let at = sequence::position(index, this.data.borrow().len());
    let b = byte(vm, &a[2])?;
    // What gave the byte may have shortened the array.
    match at.filter(|at| *at < this.data.borrow().len()) {
        Some(at) => {
            this.data.borrow_mut()[at] = b;
            Ok(Value::None)
        }
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

fn set_slice(vm: &Vm, this: &Ref<ByteArray>, a: &[Value]) -> PyResult {
    let Value::Slice(slice) = &a[1] else { return Ok(Value::None) };
    const WANTED: &str = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
    let new = match copy_of(vm, &a[2])? {
        Some(bytes) => bytes,
        None if a[2].as_str().is_some() || sequence::has_index(vm, &a[2]) => return Err(vm.type_error(WANTED)),
        None => ints(vm, &a[2], "byte must be in range(0, 256)")?.ok_or_else(|| vm.type_error(WANTED))?,
    };
    let span = sequence::resolve(vm, slice, || this.data.borrow().len())?;
    if span.step == 1 {
        if new.len() != span.count {
            resizable(vm, this)?;
        }
        this.data.borrow_mut().splice(span.start..span.start + span.count, new);
    } else if new.is_empty() {
        delete(vm, this, span)?;
    } else if new.len() == span.count {
        let mut data = this.data.borrow_mut();
        for (at, b) in span.positions().zip(new) {
            data[at] = b;
        }
    } else {
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            span.count
        )));
    }
    Ok(Value::None)
}

/// Removes the selected bytes.
fn delete(vm: &Vm, this: &ByteArray, span: sequence::Span) -> PyResult<()> {
    if span.count == 0 {
        return Ok(());
    }
    resizable(vm, this)?;
    let mut data = this.data.borrow_mut();
    if span.step == 1 {
        data.drain(span.start..span.start + span.count);
        return Ok(());
    }
    let mut doomed = vec![false; data.len()];
    for at in span.positions() {
        doomed[at] = true;
    }
    let mut doomed = doomed.into_iter();
    // One answer a byte.
    data.retain(|_| !doomed.next().unwrap_or(false));
    Ok(())
}

/// `__delitem__`.
pub(super) fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let index = match &a[1] {
        Value::Int(i) => *i,
        Value::Slice(s) => {
            let span = sequence::resolve(vm, s, || this.data.borrow().len())?;
            delete(vm, this, span)?;
            return Ok(Value::None);
        }
        v if sequence::has_index(vm, v) => vm.index_i64(v)?,
        v => return Err(bad_index(vm, a, v)),
    };
    let at = sequence::position(index, this.data.borrow().len())
        .ok_or_else(|| vm.index_error("bytearray index out of range"))?;
    resizable(vm, this)?;
    this.data.borrow_mut().remove(at);
    Ok(Value::None)
}

/// `__iadd__`.
pub(super) fn iadd(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let same = matches!(a[1].inner(), Value::ByteArray(other) if other.is(this));
    if same {
        resizable(vm, this)?;
        let copy = this.data.borrow().clone();
        this.data.borrow_mut().extend(copy);
        return Ok(a[0].clone());
    }
    // A view of this very array keeps it from growing, so that its borrow cannot clash with ours.
    match view(vm, &a[1])? {
        Some(more) if more.is_empty() => {}
        Some(more) => {
            resizable(vm, this)?;
            this.data.borrow_mut().extend_from_slice(&more);
        }
        None => {
            return Err(vm.type_error(format!("can't concat {} to {}", vm.type_name(&a[1]), vm.type_name(&a[0]))));
        }
    }
    Ok(a[0].clone())
}

/// `__imul__`.
pub(super) fn imul(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let times = sequence::times(vm, &a[1])?;
    if times != 1 && !this.data.borrow().is_empty() {
        resizable(vm, this)?;
        let out = repeated(vm, &this.data.borrow(), times)?;
        *this.data.borrow_mut() = out;
    }
    Ok(a[0].clone())
}

/// `__alloc__`: how many bytes are reserved, with one for the NUL that CPython keeps at the end.
pub(super) fn alloc(vm: &Vm, a: &[Value]) -> PyResult {
    let len = this_array(vm, a)?.data.borrow().len();
    Ok(Value::from(if len == 0 { 0 } else { len + 1 }))
}

/// `__reduce__` and `__reduce_ex__`.
pub(super) fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let this = this_array(vm, a)?;
    let new_protocol = matches!(a.get(1), Some(Value::Int(3..)));
    let content = if new_protocol {
        vec![Value::Bytes(Bytes::new(&this.data.borrow()))]
    } else {
        let text: String = this.data.borrow().iter().map(|b| char::from(*b)).collect();
        vec![Value::from(text), Value::str("latin-1")]
    };
    let dict = vm.get_attr_opt(&a[0], &vm.names.__dict__)?.unwrap_or(Value::None);
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), Value::tuple(content), dict]))
}
