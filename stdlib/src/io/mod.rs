//! `_io`: files and streams. The layers are CPython's: [`raw`] is a descriptor, [`buffered`] puts a buffer in front of
//! any raw stream, [`text`] turns bytes into text and back; [`memory`] and [`string_io`] are streams in memory. A layer
//! that finds our own one below calls it directly, anything else by its methods.
//!
//! A file that is dropped is closed at once; what is still open when the program ends is flushed by [`flush_all`].

mod base;
mod buffered;
mod memory;
mod newlines;
mod open;
mod pair;
pub(crate) mod raw;
mod string_io;
mod text;
mod text_codec;
mod text_methods;

use std::cell::RefCell;
use std::rc::Rc;

use taipan_interp::heap::Ref;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::vm::pending::PendingWork;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

pub(crate) use open::fspath;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_io", doc: "The io module's streams.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("open", open::SIGNATURE, open::open),
    function("open_code", "(path)", |vm, a| open::binary(vm, &a[0])),
    function("text_encoding", "(encoding, stacklevel=2, /)", |_, a| {
        Ok(if a[0].is_none() { Value::str("utf-8") } else { a[0].clone() })
    }),
];

/// Makes `open` a builtin.
pub fn install(vm: &Vm) {
    vm.builtins.set_str(&vm.intern("open"), vm.native_function("_io", &open::OPEN));
}

/// The size of buffers, and of the pieces in which files are read.
pub const BUFFER_SIZE: usize = 8192;

/// The types of the module.
pub struct Types {
    io_base: TypeRef,
    raw_base: TypeRef,
    buffered_base: TypeRef,
    text_base: TypeRef,
    file_io: TypeRef,
    bytes_io: TypeRef,
    string_io: TypeRef,
    reader: TypeRef,
    writer: TypeRef,
    random: TypeRef,
    pair: TypeRef,
    text: TypeRef,
    newline_decoder: TypeRef,
    unsupported: TypeRef,
}

impl Types {
    fn get(vm: &Vm) -> Rc<Types> {
        vm.state(|vm| {
            let io_base = vm.make_type(&base::IO_BASE, None);
            let raw_base = vm.make_type(&base::RAW_BASE, Some(&io_base));
            let buffered_base = vm.make_type(&base::BUFFERED_BASE, Some(&io_base));
            let text_base = vm.make_type(&base::TEXT_BASE, Some(&io_base));
            Types {
                file_io: vm.make_type(&raw::FILE_IO, Some(&raw_base)),
                bytes_io: vm.make_type(&memory::BYTES_IO, Some(&buffered_base)),
                string_io: vm.make_type(&string_io::STRING_IO, Some(&text_base)),
                reader: vm.make_type(&buffered::READER, Some(&buffered_base)),
                writer: vm.make_type(&buffered::WRITER, Some(&buffered_base)),
                random: vm.make_type(&buffered::RANDOM, Some(&buffered_base)),
                pair: vm.make_type(&pair::PAIR, Some(&buffered_base)),
                text: vm.make_type(&text_methods::TEXT_IO, Some(&text_base)),
                newline_decoder: vm.make_type(&newlines::DECODER, None),
                unsupported: unsupported_type(vm),
                io_base,
                raw_base,
                buffered_base,
                text_base,
            }
        })
    }
}

fn unsupported_type(vm: &Vm) -> TypeRef {
    let namespace = Dict::new();
    namespace.set_str(&vm.names.__module__, Value::str("io"));
    let bases = [Value::Type(vm.exc.os_error.clone()), Value::Type(vm.exc.value_error.clone())];
    let name = vm.intern("UnsupportedOperation");
    match vm.build_type(&vm.types.type_, &name, &bases, &Ref::new(namespace), &[]) {
        Ok(Value::Type(t)) => t,
        // Both bases are exceptions of the same make: no conflict is possible.
        _ => vm.exc.os_error.clone(),
    }
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let t = Types::get(vm);
    for (name, ty) in [
        ("_IOBase", &t.io_base),
        ("_RawIOBase", &t.raw_base),
        ("_BufferedIOBase", &t.buffered_base),
        ("_TextIOBase", &t.text_base),
        ("FileIO", &t.file_io),
        ("BytesIO", &t.bytes_io),
        ("StringIO", &t.string_io),
        ("BufferedReader", &t.reader),
        ("BufferedWriter", &t.writer),
        ("BufferedRandom", &t.random),
        ("BufferedRWPair", &t.pair),
        ("TextIOWrapper", &t.text),
        ("IncrementalNewlineDecoder", &t.newline_decoder),
        ("UnsupportedOperation", &t.unsupported),
        ("BlockingIOError", &vm.exc.blocking_io_error),
    ] {
        dict.set_str(&vm.intern(name), Value::Type(ty.clone()));
    }
    dict.set_str(&vm.intern("DEFAULT_BUFFER_SIZE"), Value::from(BUFFER_SIZE));
    Ok(())
}

/// `io.UnsupportedOperation`.
fn unsupported(vm: &Vm, message: &str) -> Raised {
    vm.error(&Types::get(vm).unsupported, message)
}

/// The ValueError for using what is closed.
fn closed_error(vm: &Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// Calls a method by name.
fn call(vm: &Vm, object: &Value, method: &str, args: &[Value]) -> PyResult {
    vm.call_method(object, &vm.intern(method), args)
}

/// True when the attribute is true.
fn flag(vm: &Vm, object: &Value, name: &str) -> PyResult<bool> {
    let v = vm.get_attr(object, &vm.intern(name))?;
    vm.truth(&v)
}

/// A size argument: `None` (Rust's) for -1, None and what was not given.
fn size_argument(vm: &Vm, v: &Value) -> PyResult<Option<usize>> {
    match v.some() {
        None => Ok(None),
        Some(Value::Int(n)) => Ok(usize::try_from(*n).ok()),
        Some(v) if taipan_interp::types::sequence::has_index(vm, v) => Ok(usize::try_from(vm.index_i64(v)?).ok()),
        Some(v) => Err(vm.type_error(format!("argument should be integer or None, not '{}'", vm.type_name(v)))),
    }
}

/// The last reference to an open stream went: its `__del__` closes it, run where finalisers run. Tells whether the
/// object may be freed now. Classes written in Python are finalised by the interpreter itself.
pub(crate) fn finalize(this: &ObjRef, finalized: &std::cell::Cell<bool>, open: bool) -> bool {
    use taipan_interp::types::class::TypeFlags;
    if !open || finalized.replace(true) {
        return true;
    }
    this.with_class(|class| {
        if class.has(TypeFlags::HEAP) {
            return true;
        }
        class.pending.push(PendingWork::Finalize(Value::Object(this.clone())));
        false
    })
}

/// Streams that may hold unwritten data when the program ends, in the order in which they were opened.
#[derive(Default)]
struct Writers {
    links: RefCell<Vec<Rc<WeakLink>>>,
    /// How many links make it worth while to look for dead ones.
    sweep_at: std::cell::Cell<usize>,
}

/// Remembers a stream that is written to.
fn remember_writer(vm: &Vm, stream: &Value) {
    let Some(slot) = vm.weak_slot(stream) else { return };
    let link = slot.register(stream, &vm.pending);
    let writers = vm.state::<Writers>(|_| Writers::default());
    let mut links = writers.links.borrow_mut();
    if links.len() >= writers.sweep_at.get().max(64) {
        links.retain(|l| l.target().is_some());
        writers.sweep_at.set(links.len() * 2);
    }
    links.push(link);
}

/// Flushes every stream that is still open: the program ends. Errors are reported.
pub fn flush_all(vm: &Vm) {
    let writers = vm.state::<Writers>(|_| Writers::default());
    let links = writers.links.take();
    // The layers above were opened last and write into those below.
    for link in links.iter().rev() {
        let Some(stream) = link.target() else { continue };
        if flag(vm, &stream, "closed").unwrap_or(true) {
            continue;
        }
        if let Err(e) = call(vm, &stream, "flush", &[]) {
            taipan_interp::traceback::report_unraisable(vm, e, None, &stream);
        }
    }
}
