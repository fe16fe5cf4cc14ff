//! The embedded pure-Python library: finds a module in the blob that `build.rs` packed, and unpacks that module alone.

use std::rc::Rc;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, method};
use taipan_interp::types::str::Str;
use taipan_interp::vm::{FoundModule, ModuleSource};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// Where a module is in the blob.
pub struct Entry {
    /// The dotted name; the table is sorted by it.
    pub name: &'static str,
    pub package: bool,
    at: usize,
    size: usize,
    /// The size of the text.
    full: usize,
}

mod table {
    use super::Entry;
    include!(concat!(env!("OUT_DIR"), "/pylib.rs"));
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pylib.bin"));

/// The directory that `__file__` of embedded modules names. No file system has it.
const ROOT: &str = "<taipan>";

/// Makes the embedded library importable.
pub fn install(vm: &Vm) {
    vm.module_sources.borrow_mut().push(Rc::new(Embedded));
}

struct Embedded;

impl ModuleSource for Embedded {
    fn find(&self, vm: &Vm, name: &str) -> Option<FoundModule> {
        let entry = entry(name)?;
        let loader = loader(vm);
        Some(FoundModule { filename: filename(entry), text: text(entry)?, is_package: entry.package, loader })
    }
}

/// `__loader__` of embedded modules: shows their source to tracebacks and `inspect`.
struct Loader;

impl NativeData for Loader {}

/// The one loader of an interpreter.
struct LoaderState(Value);

const LOADER: TypeDef = TypeDef {
    doc: "Loads the library's modules, which are embedded in the program.",
    methods: &[
        method("get_source", "(self, fullname, /)", |vm, a| {
            let entry = named(vm, &a[1])?;
            Ok(text(entry).map_or(Value::None, Value::from))
        }),
        method("get_filename", "(self, fullname, /)", |vm, a| Ok(Value::from(filename(named(vm, &a[1])?)))),
        method("is_package", "(self, fullname, /)", |vm, a| Ok(Value::Bool(named(vm, &a[1])?.package))),
        method("__repr__", "(self, /)", |_, _| Ok(Value::str("<the library embedded in taipan>"))),
    ],
    ..TypeDef::new("EmbeddedLoader", "taipan")
};

fn loader(vm: &Vm) -> Value {
    vm.state(|vm| LoaderState(Value::Object(ObjRef::new(vm.make_type(&LOADER, None), Loader)))).0.clone()
}

fn named(vm: &Vm, name: &Value) -> PyResult<&'static Entry> {
    let found = name.as_str().map(Str::as_str).and_then(entry);
    found.ok_or_else(|| vm.import_error("no such embedded module"))
}

/// The embedded module of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    // Its name says what platform it describes; ours describes all.
    let name = if name.starts_with("_sysconfigdata_") { "_sysconfigdata" } else { name };
    let i = table::MODULES.binary_search_by(|e| e.name.cmp(name)).ok()?;
    Some(&table::MODULES[i])
}

/// All embedded modules, sorted by name.
#[cfg(test)]
pub fn entries() -> &'static [Entry] {
    table::MODULES
}

/// What `__file__` says.
pub fn filename(entry: &Entry) -> String {
    let path = entry.name.replace('.', "/");
    if entry.package { format!("{ROOT}/{path}/__init__.py") } else { format!("{ROOT}/{path}.py") }
}

/// The source text. `None` only if the blob were damaged.
pub fn text(entry: &Entry) -> Option<String> {
    let packed = BLOB.get(entry.at..entry.at + entry.size)?;
    let bytes = lz4_flex::block::decompress(packed, entry.full).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_unpacks() {
        assert!(entries().len() > 300);
        for e in entries() {
            assert!(text(e).is_some(), "{} does not unpack", e.name);
        }
    }
}
