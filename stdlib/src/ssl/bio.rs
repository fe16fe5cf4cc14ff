//! `MemoryBIO`: a queue of bytes between a TLS connection and whoever moves them.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, getter, method};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{PyResult, Value, Vm};

use super::errors;

/// The queue.
#[derive(Default)]
pub struct MemoryBio {
    data: RefCell<Vec<u8>>,
    /// Where it begins in `data`.
    at: Cell<usize>,
    ended: Cell<bool>,
}

impl NativeData for MemoryBio {}

impl MemoryBio {
    /// How many bytes there are.
    pub fn pending(&self) -> usize {
        self.data.borrow().len() - self.at.get()
    }

    /// True when there is nothing left and nothing more will come.
    pub fn is_at_end(&self) -> bool {
        self.ended.get() && self.pending() == 0
    }

    /// Takes at most `n` bytes.
    pub fn take(&self, n: usize) -> Vec<u8> {
        let mut data = self.data.borrow_mut();
        let from = self.at.get();
        let to = (from + n).min(data.len());
        let taken = data[from..to].to_vec();
        if to == data.len() {
            data.clear();
            self.at.set(0);
        } else if to > data.len() / 2 {
            data.drain(..to);
            self.at.set(0);
        } else {
            self.at.set(to);
        }
        taken
    }

    /// Adds bytes.
    pub fn put(&self, bytes: &[u8]) {
        self.data.borrow_mut().extend_from_slice(bytes);
    }
}

/// The type.
pub const MEMORY_BIO: TypeDef = TypeDef {
    doc: "A queue of bytes between an SSLObject and the network.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(|_, class, _| Ok(crate::support::object(class, MemoryBio::default()))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("MemoryBIO", "_ssl")
};

const METHODS: &[NativeDef] = &[
    method("read", "(self, size=-1, /)", |vm, a| {
        let size = a[1].some().map_or(Ok(-1), |v| vm.index_i64(v))?;
        let bio = this(vm, &a[0])?;
        Ok(Value::Bytes(Bytes::new(&bio.take(usize::try_from(size).unwrap_or(bio.pending())))))
    })
    .doc("Read up to size bytes from the memory BIO."),
    method("write", "(self, b, /)", |vm, a| {
        let bytes = buffer::required(vm, &a[1])?;
        let bio = this(vm, &a[0])?;
        if bio.ended.get() {
            return Err(errors::plain_error(vm, "cannot write() after write_eof()"));
        }
        bio.put(&bytes);
        Ok(Value::from(bytes.len()))
    })
    .doc("Writes the bytes b into the memory BIO."),
    method("write_eof", "(self, /)", |vm, a| {
        this(vm, &a[0])?.ended.set(true);
        Ok(Value::None)
    })
    .doc("Write an EOF marker to the memory BIO."),
];

const GETSET: &[GetSet] = &[
    getter("pending", |vm, v| Ok(Value::from(this(vm, v)?.pending()))),
    getter("eof", |vm, v| Ok(Value::Bool(this(vm, v)?.is_at_end()))),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a MemoryBio> {
    v.native::<MemoryBio>().ok_or_else(|| vm.type_error("descriptor requires a '_ssl.MemoryBIO' object"))
}
