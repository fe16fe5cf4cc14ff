//! The embedded pure-Python library: finds a module among those that `build.rs` packed. What is run is its image, read
//! where it is embedded; its text is unpacked when somebody wants to see it.

use std::rc::Rc;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, method};
use taipan_interp::source::Source;
use taipan_interp::types::str::Str;
use taipan_interp::vm::{FoundModule, ModulePlace, ModuleSource};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// Where a module is in the blob.
pub struct Entry {
    /// The dotted name; the table is sorted by it.
    pub name: &'static str,
    pub package: bool,
    /// It is found before files on the path, as native modules are.
    first: bool,
    at: usize,
    size: usize,
    /// The size of the text.
    full: usize,
    /// Where its image begins and ends.
    image: (usize, usize),
}

mod table {
    use super::Entry;
    include!(concat!(env!("OUT_DIR"), "/pylib.rs"));
}

/// The compressed texts.
static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.bin"));

/// The images of the modules: see `taipan_interp::image`.
static IMAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/images.bin"));

/// The directory that `__file__` of embedded modules names. No file system has it.
const ROOT: &str = "<taipan>";

/// Makes the embedded library importable.
pub fn install(vm: &Vm) {
    vm.module_sources.borrow_mut().push(Rc::new(Embedded));
}

/// True when the library has a module of this name.
pub(crate) fn contains(name: &str) -> bool {
    entry(name).is_some()
}

struct Embedded;

impl ModuleSource for Embedded {
    fn find(&self, vm: &Vm, name: &str) -> Option<FoundModule> {
        entry(name).map(|entry| found(vm, entry))
    }

    fn comes_first(&self, name: &str) -> bool {
        entry(name).is_some_and(|e| e.first)
    }

    fn find_deferrable(&self, vm: &Vm, name: &str) -> Option<ModulePlace> {
        DEFERRABLE.binary_search(&name).ok()?;
        if name == "logging" {
            crate::atexit::reserve(vm, name);
        }
        Some(place(vm, entry(name)?))
    }
}

fn place(vm: &Vm, entry: &Entry) -> ModulePlace {
    ModulePlace { filename: filename(entry), is_package: entry.package, loader: loader(vm) }
}

/// What `import` needs of a module.
pub(crate) fn found(vm: &Vm, entry: &Entry) -> FoundModule {
    let source = Rc::new(Source::unread(filename(entry), text_of_file));
    FoundModule { place: place(vm, entry), source, image: IMAGES.get(entry.image.0..entry.image.1) }
}

/// The text of the module with this `__file__`.
fn text_of_file(filename: &str) -> Option<String> {
    let path = filename.strip_prefix(ROOT)?.strip_prefix('/')?.strip_suffix(".py")?;
    let name = path.strip_suffix("/__init__").unwrap_or(path).replace('/', ".");
    text(entry(&name)?)
}

/// The modules that an import need not run: they always run without error, and only define things. Sorted.
///
/// Not those that replace or add to `sys.modules` (`os`, `collections`), look for an optional module that a program may
/// be testing for, or are there for what they do (`site`).
#[rustfmt::skip]
const DEFERRABLE: &[&str] = &[
    "__future__", "_collections_abc", "_colorize", "_compat_pickle", "_markupbase", "_py_warnings", "_pydatetime",
    "_pydecimal", "_strptime", "_weakrefset", "annotationlib", "argparse", "ast", "base64", "bisect", "calendar",
    "cmd", "code", "codeop", "colorsys", "configparser", "contextlib", "copy", "copyreg", "csv", "dataclasses",
    "datetime", "difflib", "dis", "email", "enum", "filecmp", "fileinput", "fnmatch", "fractions",
    "functools", "getopt", "getpass", "gettext", "glob", "graphlib", "gzip", "heapq", "hmac", "html", "html.entities",
    "html.parser", "importlib", "importlib.abc", "importlib.machinery", "importlib.util", "inspect", "ipaddress",
    "keyword", "linecache", "locale", "logging", "mimetypes", "ntpath", "numbers", "operator", "optparse", "pathlib",
    "pickle", "pkgutil", "platform", "pprint", "queue", "random", "re", "reprlib", "runpy", "sched", "secrets",
    "shlex", "shutil", "stat", "statistics", "string", "struct", "tempfile", "textwrap", "threading",
    "timeit", "token", "tokenize", "tomllib", "traceback", "types", "typing", "unittest", "urllib", "urllib.parse",
    "uuid", "warnings", "weakref", "zipfile",
];

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

/// The names of all embedded modules, dotted, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    table::MODULES.iter().map(|entry| entry.name)
}

/// What `__file__` says.
pub fn filename(entry: &Entry) -> String {
    let path = entry.name.replace('.', "/");
    if entry.package { format!("{ROOT}/{path}/__init__.py") } else { format!("{ROOT}/{path}.py") }
}

/// The source text. `None` only if the blob were damaged.
pub fn text(entry: &Entry) -> Option<String> {
    let packed = TEXTS.get(entry.at..entry.at + entry.size)?;
    let bytes = lz4_flex::block::decompress(packed, entry.full).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deferrable_modules_are_sorted_and_embedded() {
        assert!(DEFERRABLE.is_sorted());
        for name in DEFERRABLE {
            assert!(entry(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_module_unpacks() {
        assert!(entries().len() > 300);
        for e in entries() {
            assert!(text(e).is_some(), "{} does not unpack", e.name);
        }
    }
}
