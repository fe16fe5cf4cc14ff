//! The bytes that a stream reader has been fed and nobody has read yet.
//!
//! Thousands of readers wait with nothing in theirs: an empty buffer keeps no room. Reading advances a mark instead of
//! moving what is left. Once Python code looks at it (`_buffer`), the storage is a `bytearray`, and stays one.

use std::cell::RefCell;

use taipan_interp::heap::Ref;
use taipan_interp::types::bytes::{ByteArray, Bytes};
use taipan_interp::{PyResult, Value, Vm};

enum Storage {
    /// `bytes[..read]` has been read.
    Own {
        bytes: Vec<u8>,
        read: usize,
    },
    Shown(Ref<ByteArray>),
}

/// See above.
pub struct Buffer(RefCell<Storage>);

impl Default for Buffer {
    fn default() -> Self {
        Buffer(RefCell::new(Storage::Own { bytes: Vec::new(), read: 0 }))
    }
}

impl Buffer {
    /// Runs `f`, which calls nothing of Python's, on the unread bytes.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match &*self.0.borrow() {
            Storage::Own { bytes, read } => f(&bytes[*read..]),
            Storage::Shown(array) => f(&array.data.borrow()),
        }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.with(<[u8]>::len)
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.with(<[u8]>::is_empty)
    }

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// BufferError while a memoryview looks at what Python was shown; so of all that change the size.
    pub fn append(&self, vm: &Vm, more: &[u8]) -> PyResult<()> {
        match &mut *self.0.borrow_mut() {
            Storage::Own { bytes, read } => {
                if bytes.capacity() - bytes.len() < more.len() && *read >= bytes.len() / 2 {
                    // Room for at least as much as has to be moved: cheap in the long run.
                    bytes.drain(..*read);
                    *read = 0;
                }
                if bytes.is_empty() {
                    bytes.reserve_exact(more.len());
                }
                bytes.extend_from_slice(more);
            }
            Storage::Shown(array) => {
                check_exports(vm, array)?;
                array.data.borrow_mut().extend_from_slice(more);
            }
        }
        Ok(())
    }

    /// Takes the first `n` bytes, or as many as there are.
    ///
    /// # Errors
    /// As [`Buffer::append`].
    #[inline]
    pub fn take(&self, vm: &Vm, n: usize) -> PyResult<Bytes> {
        let taken = self.with(|bytes| Bytes::new(&bytes[..n.min(bytes.len())]));
        self.discard(vm, n)?;
        Ok(taken)
    }

    /// Drops the first `n` bytes, or as many as there are.
    ///
    /// # Errors
    /// As [`Buffer::append`].
    #[inline]
    pub fn discard(&self, vm: &Vm, n: usize) -> PyResult<()> {
        match &mut *self.0.borrow_mut() {
            Storage::Own { bytes, read } => {
                if n < bytes.len() - *read {
                    *read += n;
                } else {
                    *bytes = Vec::new();
                    *read = 0;
                }
            }
            Storage::Shown(array) => {
                check_exports(vm, array)?;
                let mut data = array.data.borrow_mut();
                let n = n.min(data.len());
                data.drain(..n);
            }
        }
        Ok(())
    }

    /// The `bytearray` that it is from now on.
    pub fn shown(&self) -> Value {
        let mut storage = self.0.borrow_mut();
        let array = match &mut *storage {
            Storage::Own { bytes, read } => {
                bytes.drain(..*read);
                Ref::new(ByteArray::new(std::mem::take(bytes)))
            }
            Storage::Shown(array) => return Value::ByteArray(array.clone()),
        };
        *storage = Storage::Shown(array.clone());
        Value::ByteArray(array)
    }

    /// Python has put another `bytearray` there.
    pub fn replace(&self, array: Ref<ByteArray>) {
        let old = self.0.replace(Storage::Shown(array));
        drop(old);
    }
}

fn check_exports(vm: &Vm, array: &ByteArray) -> PyResult<()> {
    if array.exports.get() > 0 {
        return Err(vm.error(&vm.exc.buffer_error, "Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}
