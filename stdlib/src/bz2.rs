//! `_bz2`: compression with bzip2, by the crate of that name (in Rust throughout); files are the library's `bz2`.

use std::cell::{Cell, RefCell};

use bzip2::{Action, Compress, Compression, Decompress, Status};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{ModuleDef, TypeDef, getter, method};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::Layout;
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef { name: "_bz2", doc: "Compression with bzip2.", functions: &[], init }];

/// Output is asked for in pieces of this size.
const PIECE: usize = 64 << 10;

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    for (name, def) in [("BZ2Compressor", &COMPRESSOR), ("BZ2Decompressor", &DECOMPRESSOR)] {
        dict.set_str(&vm.intern(name), Value::Type(vm.make_type(def, None)));
    }
    Ok(())
}

/// A stream that is being compressed; nothing after `flush`.
struct Compressor(RefCell<Option<Compress>>);

impl NativeData for Compressor {}

const COMPRESSOR: TypeDef = TypeDef {
    doc: "Compresses data piece by piece.",
    layout: Layout::Native(0),
    new: Some(|vm, cls, args| {
        let [level] = taipan_interp::types::arguments::by_name(vm, args, "BZ2Compressor", [Some("compresslevel")])?;
        let level = level.bound().map_or(Ok(9), |v| vm.index_i64(v))?;
        let level = u32::try_from(level).ok().filter(|n| (1..=9).contains(n));
        let level = level.ok_or_else(|| vm.value_error("compresslevel must be between 1 and 9"))?;
        let stream = Compress::new(Compression::new(level), 0);
        Ok(Value::Object(ObjRef::new(cls.clone(), Compressor(RefCell::new(Some(stream))))))
    }),
    methods: &[
        method("compress", "(self, data, /)", |vm, a| {
            let data = buffer::required(vm, &a[1])?.to_vec();
            let mut state = compressor(vm, &a[0])?.0.borrow_mut();
            let Some(stream) = state.as_mut() else {
                return Err(vm.value_error("Compressor has been flushed"));
            };
            let before = stream.total_in();
            let mut out = Vec::new();
            while let Some(rest) = data.get((stream.total_in() - before) as usize..).filter(|rest| !rest.is_empty()) {
                out.reserve(PIECE);
                stream.compress_vec(rest, &mut out, Action::Run).map_err(|e| failure(vm, &e))?;
            }
            Ok(Value::Bytes(Bytes::new(&out)))
        }),
        method("flush", "(self, /)", |vm, a| {
            let Some(mut stream) = compressor(vm, &a[0])?.0.take() else {
                return Err(vm.value_error("Repeated call to flush()"));
            };
            let mut out = Vec::new();
            loop {
                out.reserve(PIECE);
                let status = stream.compress_vec(&[], &mut out, Action::Finish).map_err(|e| failure(vm, &e))?;
                if status == Status::StreamEnd {
                    return Ok(Value::Bytes(Bytes::new(&out)));
                }
            }
        }),
    ],
    ..TypeDef::new("BZ2Compressor", "_bz2")
};

fn compressor<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Compressor> {
    v.native::<Compressor>().ok_or_else(|| vm.type_error("descriptor requires a '_bz2.BZ2Compressor' object"))
}

/// One stream that is being decompressed.
struct Decompressor {
    stream: RefCell<Decompress>,
    /// What has not been read yet; at the end what stands behind the stream.
    input: RefCell<Vec<u8>>,
    ended: Cell<bool>,
    needs_input: Cell<bool>,
}

impl NativeData for Decompressor {}

impl Decompressor {
    /// Output for what input there is, no more than `max` bytes.
    fn run(&self, vm: &Vm, max: usize) -> PyResult<Vec<u8>> {
        let (mut stream, mut input) = (self.stream.borrow_mut(), self.input.borrow_mut());
        let (mut out, mut used) = (Vec::new(), 0);
        while out.len() < max && !self.ended.get() {
            let (read, written) = (stream.total_in(), out.len());
            let mut piece = Vec::with_capacity(PIECE.min(max - written));
            let status = stream.decompress_vec(&input[used..], &mut piece).map_err(|e| failure(vm, &e))?;
            out.extend(piece);
            used += (stream.total_in() - read) as usize;
            self.ended.set(status == Status::StreamEnd);
            if out.len() == written && stream.total_in() == read {
                break;
            }
        }
        input.drain(..used);
        self.needs_input.set(!self.ended.get() && input.is_empty() && out.len() < max);
        Ok(out)
    }
}

const DECOMPRESSOR: TypeDef = TypeDef {
    doc: "Decompresses one stream piece by piece.",
    layout: Layout::Native(0),
    new: Some(|vm, cls, args| {
        let [] = taipan_interp::types::arguments::by_name(vm, args, "BZ2Decompressor", [])?;
        let object = Decompressor {
            stream: RefCell::new(Decompress::new(false)),
            input: RefCell::default(),
            ended: Cell::new(false),
            needs_input: Cell::new(true),
        };
        Ok(Value::Object(ObjRef::new(cls.clone(), object)))
    }),
    methods: &[method("decompress", "(self, data, max_length=-1)", |vm, a| {
        let d = decompressor(vm, &a[0])?;
        let data = buffer::required(vm, &a[1])?.to_vec();
        let max = a[2].bound().map_or(Ok(-1), |v| vm.index_i64(v))?;
        if d.ended.get() {
            return Err(vm.eof_error("End of stream already reached"));
        }
        d.input.borrow_mut().extend(data);
        Ok(Value::Bytes(Bytes::new(&d.run(vm, usize::try_from(max).unwrap_or(usize::MAX))?)))
    })],
    getset: &[
        getter("eof", |vm, v| Ok(Value::Bool(decompressor(vm, v)?.ended.get()))),
        getter("needs_input", |vm, v| Ok(Value::Bool(decompressor(vm, v)?.needs_input.get()))),
        getter("unused_data", |vm, v| {
            let d = decompressor(vm, v)?;
            let input = d.input.borrow();
            Ok(Value::Bytes(Bytes::new(if d.ended.get() { &input[..] } else { &[] })))
        }),
    ],
    ..TypeDef::new("BZ2Decompressor", "_bz2")
};

fn decompressor<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Decompressor> {
    v.native::<Decompressor>().ok_or_else(|| vm.type_error("descriptor requires a '_bz2.BZ2Decompressor' object"))
}

fn failure(vm: &Vm, error: &bzip2::Error) -> Raised {
    match error {
        bzip2::Error::Sequence => vm.runtime_error("Internal error - Invalid sequence of commands sent to libbz2"),
        bzip2::Error::Param => vm.value_error("Internal error - invalid parameters passed to libbz2"),
        bzip2::Error::Data | bzip2::Error::DataMagic => vm.error(&vm.exc.os_error, "Invalid data stream"),
    }
}
