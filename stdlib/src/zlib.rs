//! `zlib`: deflate in its three wrappings (zlib, gzip, none), by `flate2`'s Rust implementation.

use std::cell::{Cell, RefCell};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, ModuleDef, NativeDef, TypeDef, function, function_raw, getter, method};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::vm::waiting::Guarded;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "zlib",
    doc: "Compression with the deflate algorithm, in zlib's and gzip's formats.",
    functions: FUNCTIONS,
    init,
}];

const FUNCTIONS: &[NativeDef] = &[
    function("compress", "(data, /, level=-1, wbits=15)", |vm, a| {
        let (level, wrapping) = (level(vm, &a[1])?, Wrapping::new(vm, &a[2])?);
        let data = buffer::required(vm, &a[0])?.to_vec();
        let done = vm.allow_threads(|_| {
            let mut c = Compressor::new(level, wrapping);
            let mut out = c.run(&data, FlushCompress::None)?;
            out.extend(c.run(&[], FlushCompress::Finish)?);
            Ok(out)
        });
        bytes(&or_raise(vm, done)?)
    }),
    function("decompress", "(data, /, wbits=15, bufsize=16384)", |vm, a| {
        let wrapping = Wrapping::new(vm, &a[1])?;
        let data = buffer::required(vm, &a[0])?.to_vec();
        let done = vm.allow_threads(|_| {
            let mut d = Decompressor::new(wrapping);
            let out = d.run(data, None)?;
            let failure = "Error -5 while decompressing data: incomplete or truncated stream";
            if d.ended { Ok(out) } else { Err(failure.to_owned()) }
        });
        bytes(&or_raise(vm, done)?)
    }),
    function_raw("compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", compress_object),
    function("decompressobj", "(wbits=15, zdict=b'')", |vm, a| {
        let state = Guarded::new(Decompressor::new(Wrapping::new(vm, &a[0])?));
        let object = DecompressObject { state, unused: RefCell::default(), tail: RefCell::default() };
        Ok(Value::Object(ObjRef::new(types(vm).decompress.clone(), object)))
    }),
    function("crc32", "(data, value=0, /)", crate::binascii::crc32),
    function("adler32", "(data, value=1, /)", |vm, a| {
        let start = match a[1].bound() {
            Some(v) => crate::binascii::wrapped(vm, v)?,
            None => 1,
        };
        let data = buffer::required(vm, &a[0])?;
        Ok(Value::Int(i64::from(adler32(start, &data))))
    }),
];

const CONSTANTS: &[(&str, i64)] = &[
    ("MAX_WBITS", 15),
    ("DEFLATED", 8),
    ("DEF_MEM_LEVEL", 8),
    ("DEF_BUF_SIZE", 16384),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_NO_COMPRESSION", 0),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_RLE", 3),
    ("Z_FIXED", 4),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_SYNC_FLUSH", 2),
    ("Z_FULL_FLUSH", 3),
    ("Z_FINISH", 4),
    ("Z_BLOCK", 5),
    ("Z_TREES", 6),
];

struct Types {
    error: TypeRef,
    compress: TypeRef,
    decompress: TypeRef,
    decompressor: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| Types {
        error: crate::support::exception(vm, "zlib", "error", &vm.exc.exception),
        compress: vm.make_type(&COMPRESS, None),
        decompress: vm.make_type(&DECOMPRESS, None),
        decompressor: vm.make_type(&DECOMPRESSOR, None),
    })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    for (name, number) in CONSTANTS {
        dict.set_str(&vm.intern(name), Value::Int(*number));
    }
    let types = types(vm);
    dict.set_str(&vm.intern("error"), Value::Type(types.error.clone()));
    dict.set_str(&vm.intern("_ZlibDecompressor"), Value::Type(types.decompressor.clone()));
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        dict.set_str(&vm.intern(name), Value::str("1.3.1"));
    }
    Ok(())
}

fn error(vm: &Vm, text: &str) -> Raised {
    vm.error(&types(vm).error, text)
}

/// What (de)compressing made, or the text of the error. It is done without the interpreter lock, and so knows no errors of
/// Python's.
type Done = Result<Vec<u8>, String>;

fn or_raise(vm: &Vm, done: Done) -> PyResult<Vec<u8>> {
    done.map_err(|text| error(vm, &text))
}

fn bytes(out: &[u8]) -> PyResult {
    Ok(Value::Bytes(Bytes::new(out)))
}

/// RFC 1950's checksum.
fn adler32(start: u32, data: &[u8]) -> u32 {
    const BASE: u32 = 65521;
    // So many bytes can be added up before the sums must be reduced.
    const RUN: usize = 5552;
    let (mut a, mut b) = (start & 0xffff, start >> 16);
    for run in data.chunks(RUN) {
        for byte in run {
            a += u32::from(*byte);
            b += a;
        }
        a %= BASE;
        b %= BASE;
    }
    b << 16 | a
}

fn level(vm: &Vm, v: &Value) -> PyResult<Compression> {
    let level = match v.bound() {
        Some(v) => vm.index_i64(v)?,
        None => -1,
    };
    match u32::try_from(level) {
        Ok(n) if n <= 9 => Ok(Compression::new(n)),
        _ if level == -1 => Ok(Compression::new(6)),
        _ => Err(error(vm, "Bad compression level")),
    }
}

/// What stands around the deflated data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wrapping {
    Zlib,
    Raw,
    Gzip,
    /// zlib's or gzip's: the data say which.
    Either,
}

impl Wrapping {
    fn new(vm: &Vm, v: &Value) -> PyResult<Wrapping> {
        let bits = match v.bound() {
            Some(v) => vm.index_i64(v)?,
            None => 15,
        };
        match bits {
            0 | 8..=15 => Ok(Wrapping::Zlib),
            -15..=-8 => Ok(Wrapping::Raw),
            16 | 24..=31 => Ok(Wrapping::Gzip),
            32 | 40..=47 => Ok(Wrapping::Either),
            _ => Err(vm.value_error("Invalid initialization option")),
        }
    }
}

/// Deflating.
struct Compressor {
    inner: Compress,
    wrapping: Wrapping,
    crc: crc32fast::Hasher,
    size: u32,
    started: bool,
}

/// A gzip header without name or time, made on an unknown system.
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

impl Compressor {
    fn new(level: Compression, wrapping: Wrapping) -> Compressor {
        let inner = Compress::new(level, wrapping == Wrapping::Zlib);
        Compressor { inner, wrapping, crc: crc32fast::Hasher::new(), size: 0, started: false }
    }

    fn run(&mut self, data: &[u8], flush: FlushCompress) -> Done {
        let mut out = Vec::with_capacity(data.len() / 2 + 64);
        if self.wrapping == Wrapping::Gzip {
            if !std::mem::replace(&mut self.started, true) {
                out.extend(GZIP_HEADER);
            }
            self.crc.update(data);
            self.size = self.size.wrapping_add(data.len() as u32);
        }
        let mut rest = data;
        loop {
            out.reserve(out.len().max(4096));
            let before = self.inner.total_in();
            let status = self.inner.compress_vec(rest, &mut out, flush);
            let status = status.map_err(|_| "Error -2 while compressing data: inconsistent stream state".to_owned())?;
            rest = &rest[(self.inner.total_in() - before) as usize..];
            let full = out.len() == out.capacity();
            match status {
                Status::StreamEnd => break,
                _ if rest.is_empty() && !full && flush != FlushCompress::Finish => break,
                Status::BufError if !full => break,
                _ => {}
            }
        }
        if flush == FlushCompress::Finish && self.wrapping == Wrapping::Gzip {
            out.extend(self.crc.clone().finalize().to_le_bytes());
            out.extend(self.size.to_le_bytes());
        }
        Ok(out)
    }
}

/// Inflating.
struct Decompressor {
    inner: Decompress,
    wrapping: Wrapping,
    /// Input that is not used yet.
    input: Vec<u8>,
    /// The wrapping is known and its header is past.
    started: bool,
    ended: bool,
    /// A gzip trailer is still to come.
    trailer: bool,
}

impl Decompressor {
    fn new(wrapping: Wrapping) -> Decompressor {
        Decompressor {
            inner: Decompress::new(wrapping == Wrapping::Zlib),
            wrapping,
            input: Vec::new(),
            started: matches!(wrapping, Wrapping::Zlib | Wrapping::Raw),
            ended: false,
            trailer: false,
        }
    }

    /// Reads the header; false: more is needed.
    fn start(&mut self) -> Result<bool, String> {
        if self.wrapping == Wrapping::Either {
            match self.input.as_slice() {
                [] => return Ok(false),
                [0x1f, ..] => self.wrapping = Wrapping::Gzip,
                _ => {
                    self.wrapping = Wrapping::Zlib;
                    self.inner = Decompress::new(true);
                }
            }
        }
        if self.wrapping == Wrapping::Zlib {
            self.started = true;
            return Ok(true);
        }
        match gzip_header(&self.input) {
            Ok(Some(size)) => {
                self.input.drain(..size);
                self.started = true;
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(()) => Err("Error -3 while decompressing data: incorrect header check".to_owned()),
        }
    }

    /// Takes in more and gives out what that makes, at most `max` bytes.
    fn run(&mut self, data: Vec<u8>, max: Option<usize>) -> Done {
        if self.input.is_empty() {
            self.input = data;
        } else {
            self.input.extend(data);
        }
        let mut out = Vec::new();
        if self.ended || (!self.started && !self.start()?) {
            return Ok(out);
        }
        let limit = max.unwrap_or(usize::MAX);
        let mut used = 0;
        while !self.trailer && out.len() < limit {
            let room = (self.input.len() - used).saturating_mul(3).clamp(1024, 1 << 20).min(limit - out.len());
            let size = out.len();
            out.resize(size + room, 0);
            let (before_in, before_out) = (self.inner.total_in(), self.inner.total_out());
            let result = self.inner.decompress(&self.input[used..], &mut out[size..], FlushDecompress::None);
            used += (self.inner.total_in() - before_in) as usize;
            let made = (self.inner.total_out() - before_out) as usize;
            out.truncate(size + made);
            match result {
                Ok(Status::StreamEnd) if self.wrapping == Wrapping::Gzip => self.trailer = true,
                Ok(Status::StreamEnd) => {
                    self.ended = true;
                    break;
                }
                Ok(_) if made == 0 && (used == self.input.len() || made < room) => break,
                Ok(_) => {}
                Err(e) => {
                    let text = e.message().unwrap_or("invalid data");
                    let text =
                        if before_in == 0 && self.wrapping == Wrapping::Zlib { "incorrect header check" } else { text };
                    return Err(format!("Error -3 while decompressing data: {text}"));
                }
            }
        }
        self.input.drain(..used);
        if self.trailer && self.input.len() >= 8 {
            self.input.drain(..8);
            self.trailer = false;
            self.ended = true;
        }
        Ok(out)
    }
}

/// The size of a gzip header. `None`: it is not all there.
fn gzip_header(data: &[u8]) -> Result<Option<usize>, ()> {
    let magic = [0x1f, 0x8b, 8];
    let start = data.len().min(3);
    if data[..start] != magic[..start] {
        return Err(());
    }
    let Some(&flags) = data.get(3) else { return Ok(None) };
    let mut at = 10;
    if flags & 4 != 0 {
        let Some(extra) = data.get(at..at + 2) else { return Ok(None) };
        at += 2 + usize::from(u16::from_le_bytes([extra[0], extra[1]]));
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(end) = data.get(at..).and_then(|d| d.iter().position(|b| *b == 0)) else { return Ok(None) };
            at += end + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Ok((data.len() >= at).then_some(at))
}

struct CompressObject {
    state: Guarded<Compressor>,
    finished: Cell<bool>,
}

impl NativeData for CompressObject {}

const COMPRESS: TypeDef = TypeDef {
    layout: Layout::Sealed,
    methods: &[
        method("compress", "(self, data, /)", |vm, a| {
            let data = buffer::required(vm, &a[1])?.to_vec();
            let c = compressor(vm, &a[0])?;
            if c.finished.get() {
                return Err(error(vm, "Error -2 while compressing data: inconsistent stream state"));
            }
            let done = c.state.with_unlocked(vm, |state| state.run(&data, FlushCompress::None))?;
            bytes(&or_raise(vm, done)?)
        }),
        method("flush", "(self, mode=4, /)", |vm, a| {
            let mode = match a[1].bound() {
                Some(v) => vm.index_i64(v)?,
                None => 4,
            };
            let flush = match mode {
                0 => return bytes(&[]),
                1 => FlushCompress::Partial,
                2 => FlushCompress::Sync,
                3 => FlushCompress::Full,
                _ => FlushCompress::Finish,
            };
            let c = compressor(vm, &a[0])?;
            if c.finished.get() {
                return Err(error(vm, "Error -2 while finishing compression: inconsistent stream state"));
            }
            c.finished.set(flush == FlushCompress::Finish);
            let done = c.state.with_unlocked(vm, |state| state.run(&[], flush))?;
            bytes(&or_raise(vm, done)?)
        }),
    ],
    ..TypeDef::new("Compress", "zlib")
};

fn compressor<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a CompressObject> {
    v.native::<CompressObject>().ok_or_else(|| vm.type_error("descriptor requires a 'zlib.Compress' object"))
}

fn compress_object(vm: &Vm, args: &Args) -> PyResult {
    let names = ["level", "method", "wbits", "memLevel", "strategy", "zdict"].map(Some);
    let [chosen, _, wbits, _, _, zdict] = taipan_interp::types::arguments::by_name(vm, args, "compressobj", names)?;
    if zdict.some().is_some() {
        return Err(vm.not_implemented_error("zlib.compressobj: zdict is not supported"));
    }
    let state = Guarded::new(Compressor::new(level(vm, &chosen)?, Wrapping::new(vm, &wbits)?));
    let object = CompressObject { state, finished: Cell::new(false) };
    Ok(Value::Object(ObjRef::new(types(vm).compress.clone(), object)))
}

struct DecompressObject {
    state: Guarded<Decompressor>,
    /// What follows the end of the compressed data.
    unused: RefCell<Vec<u8>>,
    /// Input kept back because the output was limited.
    tail: RefCell<Vec<u8>>,
}

impl NativeData for DecompressObject {}

const DECOMPRESS: TypeDef = TypeDef {
    layout: Layout::Sealed,
    methods: &[
        method("decompress", "(self, data, /, max_length=0)", |vm, a| {
            let data = buffer::required(vm, &a[1])?.to_vec();
            let max = match a[2].bound() {
                Some(v) => vm.index_i64(v)?,
                None => 0,
            };
            let Ok(max) = usize::try_from(max) else {
                return Err(vm.value_error("max_length must be non-negative"));
            };
            inflate(vm, &a[0], data, (max > 0).then_some(max))
        }),
        method("flush", "(self, length=16384, /)", |vm, a| {
            let rest = std::mem::take(&mut *decompressor(vm, &a[0])?.tail.borrow_mut());
            inflate(vm, &a[0], rest, None)
        }),
    ],
    getset: &[
        getter("unused_data", |vm, v| bytes(&decompressor(vm, v)?.unused.borrow())),
        getter("unconsumed_tail", |vm, v| bytes(&decompressor(vm, v)?.tail.borrow())),
        getter("eof", |vm, v| decompressor(vm, v)?.state.with(vm, |state| Value::Bool(state.ended))),
    ],
    ..TypeDef::new("Decompress", "zlib")
};

fn decompressor<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a DecompressObject> {
    v.native::<DecompressObject>().ok_or_else(|| vm.type_error("descriptor requires a 'zlib.Decompress' object"))
}

fn inflate(vm: &Vm, object: &Value, data: Vec<u8>, max: Option<usize>) -> PyResult {
    let d = decompressor(vm, object)?;
    // What was made, what is left of the input, and whether the stream has ended; `Err`: it had ended before.
    let done = d.state.with_unlocked(vm, |state| {
        if state.ended {
            return Err(data);
        }
        Ok(state.run(data, max).map(|out| {
            let keep = !state.started || (state.trailer && !state.ended);
            let left = if keep { Vec::new() } else { std::mem::take(&mut state.input) };
            (out, left, state.ended)
        }))
    })?;
    let (out, left, ended) = match done {
        Ok(done) => done.map_err(|text| error(vm, &text))?,
        Err(data) => (Vec::new(), data, true),
    };
    if ended {
        d.unused.borrow_mut().extend(left);
        d.tail.borrow_mut().clear();
    } else {
        *d.tail.borrow_mut() = left;
    }
    bytes(&out)
}

/// The decompressor that `gzip` reads with: keeps its input itself.
struct Incremental {
    state: Guarded<Decompressor>,
    needs_input: Cell<bool>,
}

impl NativeData for Incremental {}

const DECOMPRESSOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(|vm, cls, args| {
        let names = [Some("wbits"), Some("zdict")];
        let [wbits, _] = taipan_interp::types::arguments::by_name(vm, args, "_ZlibDecompressor", names)?;
        let state = Guarded::new(Decompressor::new(Wrapping::new(vm, &wbits)?));
        Ok(Value::Object(ObjRef::new(cls.clone(), Incremental { state, needs_input: Cell::new(true) })))
    }),
    methods: &[method("decompress", "(self, data, max_length=-1)", |vm, a| {
        let data = buffer::required(vm, &a[1])?.to_vec();
        let max = match a[2].bound() {
            Some(v) => usize::try_from(vm.index_i64(v)?).ok(),
            None => None,
        };
        let d = incremental(vm, &a[0])?;
        let done = d.state.with_unlocked(vm, |state| {
            if state.ended {
                return None;
            }
            let done = state.run(data, max);
            Some((done, !state.ended && state.input.is_empty()))
        })?;
        let Some((done, hungry)) = done else { return Err(vm.eof_error("End of stream already reached")) };
        let out = or_raise(vm, done)?;
        let limited = max.is_some_and(|max| out.len() == max);
        d.needs_input.set(hungry && !limited);
        bytes(&out)
    })],
    getset: &[
        getter("eof", |vm, v| incremental(vm, v)?.state.with(vm, |state| Value::Bool(state.ended))),
        getter("needs_input", |vm, v| Ok(Value::Bool(incremental(vm, v)?.needs_input.get()))),
        getter("unused_data", |vm, v| {
            incremental(vm, v)?.state.with(vm, |state| bytes(if state.ended { &state.input } else { &[] }))?
        }),
    ],
    ..TypeDef::new("_ZlibDecompressor", "zlib")
};

fn incremental<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Incremental> {
    v.native::<Incremental>().ok_or_else(|| vm.type_error("descriptor requires a 'zlib._ZlibDecompressor' object"))
}
