//! `_bz2`: compression with bzip2, by the crate of that name (in Rust throughout); files are the library's `bz2`.

use std::cell::Cell;

use bzip2::{Action, Compress, Compression, Decompress, Status};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{ModuleDef, TypeDef, getter, method};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::Layout;
use taipan_interp::types::dict::Dict;
use taipan_interp::vm::waiting::Guarded;
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
struct Compressor(Guarded<Option<Compress>>);

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
        Ok(Value::Object(ObjRef::new(cls.clone(), Compressor(Guarded::new(Some(stream))))))
    }),
    methods: &[
        method("compress", "(self, data, /)", |vm, a| {
            let data = buffer::required(vm, &a[1])?.to_vec();
            let done = compressor(vm, &a[0])?
                .0
                .with_unlocked(vm, |stream| stream.as_mut().map(|stream| compressed(stream, &data)))?;
            match done {
                Some(Ok(out)) => Ok(Value::Bytes(Bytes::new(&out))),
                Some(Err(e)) => Err(failure(vm, &e)),
                None => Err(vm.value_error("Compressor has been flushed")),
            }
        }),
        method("flush", "(self, /)", |vm, a| {
            match compressor(vm, &a[0])?.0.with_unlocked(vm, |stream| stream.take().map(finished))? {
                Some(Ok(out)) => Ok(Value::Bytes(Bytes::new(&out))),
                Some(Err(e)) => Err(failure(vm, &e)),
                None => Err(vm.value_error("Repeated call to flush()")),
            }
        }),
    ],
    ..TypeDef::new("BZ2Compressor", "_bz2")
};

/// What has been compressed once `data` is taken in.
fn compressed(stream: &mut Compress, data: &[u8]) -> Result<Vec<u8>, bzip2::Error> {
    let before = stream.total_in();
    let mut out = Vec::new();
    while let Some(rest) = data.get((stream.total_in() - before) as usize..).filter(|rest| !rest.is_empty()) {
        out.reserve(PIECE);
        stream.compress_vec(rest, &mut out, Action::Run)?;
    }
    Ok(out)
}

/// The end of the stream.
fn finished(mut stream: Compress) -> Result<Vec<u8>, bzip2::Error> {
    let mut out = Vec::new();
    loop {
        out.reserve(PIECE);
        if stream.compress_vec(&[], &mut out, Action::Finish)? == Status::StreamEnd {
            return Ok(out);
        }
    }
}

fn compressor<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Compressor> {
    v.native::<Compressor>().ok_or_else(|| vm.type_error("descriptor requires a '_bz2.BZ2Compressor' object"))
}

/// One stream that is being decompressed.
struct Stream {
    inner: Decompress,
    /// What has not been read yet; at the end what stands behind the stream.
    input: Vec<u8>,
    ended: bool,
}

struct Decompressor {
    stream: Guarded<Stream>,
    needs_input: Cell<bool>,
}

impl NativeData for Decompressor {}

impl Stream {
    /// Output for what input there is, no more than `max` bytes.
    fn run(&mut self, max: usize) -> Result<Vec<u8>, bzip2::Error> {
        let (mut out, mut used) = (Vec::new(), 0);
        while out.len() < max && !self.ended {
            let (read, written) = (self.inner.total_in(), out.len());
            let mut piece = Vec::with_capacity(PIECE.min(max - written));
            let status = self.inner.decompress_vec(&self.input[used..], &mut piece)?;
            out.extend(piece);
            used += (self.inner.total_in() - read) as usize;
            self.ended = status == Status::StreamEnd;
            if out.len() == written && self.inner.total_in() == read {
                break;
            }
        }
        self.input.drain(..used);
        Ok(out)
    }
}

/// `BZ2Decompressor.decompress(data, max_length=-1)`.
fn decompress(vm: &Vm, a: &[Value]) -> PyResult {
    let d = decompressor(vm, &a[0])?;
    let data = buffer::required(vm, &a[1])?.to_vec();
    let max = a[2].bound().map_or(Ok(-1), |v| vm.index_i64(v))?;
    let max = usize::try_from(max).unwrap_or(usize::MAX);
    let done = d.stream.with_unlocked(vm, |stream| {
        if stream.ended {
            return None;
        }
        stream.input.extend(data);
        let done = stream.run(max);
        Some((done, !stream.ended && stream.input.is_empty()))
    })?;
    let Some((done, hungry)) = done else { return Err(vm.eof_error("End of stream already reached")) };
    let out = done.map_err(|e| failure(vm, &e))?;
    d.needs_input.set(hungry && out.len() < max);
    Ok(Value::Bytes(Bytes::new(&out)))
}

const DECOMPRESSOR: TypeDef = TypeDef {
    doc: "Decompresses one stream piece by piece.",
    layout: Layout::Native(0),
    new: Some(|vm, cls, args| {
        let [] = taipan_interp::types::arguments::by_name(vm, args, "BZ2Decompressor", [])?;
        let stream = Stream { inner: Decompress::new(false), input: Vec::new(), ended: false };
        let object = Decompressor { stream: Guarded::new(stream), needs_input: Cell::new(true) };
        Ok(Value::Object(ObjRef::new(cls.clone(), object)))
    }),
    methods: &[method("decompress", "(self, data, max_length=-1)", decompress)],
    getset: &[
        getter("eof", |vm, v| decompressor(vm, v)?.stream.with(vm, |stream| Value::Bool(stream.ended))),
        getter("needs_input", |vm, v| Ok(Value::Bool(decompressor(vm, v)?.needs_input.get()))),
        getter("unused_data", |vm, v| {
            let unused = |stream: &mut Stream| Bytes::new(if stream.ended { &stream.input } else { &[] });
            decompressor(vm, v)?.stream.with(vm, unused).map(Value::Bytes)
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
