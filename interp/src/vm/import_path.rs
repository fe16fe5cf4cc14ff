//! `import`: modules in files, and which files hide what the interpreter has itself.
//!
//! Three kinds of modules, as in CPython: those built in are found before any file; those that CPython has frozen before
//! any file but another standard library's; all others are hidden by a file of the program's. A directory on the path
//! that holds a standard library (CPython's own, for its tests) does not hide what stands natively for a module of it.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::error::PyResult;
use crate::source::Source;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::import::Wanted;

/// What CPython has built in: no file hides them. Sorted.
#[rustfmt::skip]
const BUILT_IN: &[&str] = &[
    "_abc", "_ast", "_codecs", "_collections", "_functools", "_imp", "_io", "_locale", "_operator", "_signal", "_sre",
    "_stat", "_string", "_suggestions", "_symtable", "_sysconfig", "_thread", "_tokenize", "_tracemalloc", "_typing",
    "_warnings", "_weakref", "atexit", "builtins", "errno", "faulthandler", "gc", "itertools", "marshal", "posix",
    "pwd", "sys", "time",
];

/// What CPython has frozen: of files, only those of another standard library are preferred. Sorted.
#[rustfmt::skip]
const FROZEN: &[&str] = &[
    "_collections_abc", "_sitebuiltins", "abc", "codecs", "genericpath", "importlib", "importlib.machinery",
    "importlib.util", "io", "ntpath", "os", "posixpath", "runpy", "site", "stat", "zipimport",
];

/// What an entry of `sys.path` is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Directory,
    /// A directory with a standard library in it.
    Library,
    /// A file, which may be an archive.
    File,
    Missing,
}

/// What was found out about entries of `sys.path`. Those that are missing may come, relative ones mean another
/// directory tomorrow: they are not kept.
#[derive(Default)]
struct Kinds(RefCell<HashMap<String, Kind>>);

/// Where a file of the program's is.
struct Place {
    filename: String,
    /// The directory, of a package.
    package: Option<String>,
}

impl Vm {
    /// A module in a file on the path, or else an embedded one.
    ///
    /// # Errors
    /// Whatever running it raises; ImportError for what only CPython can load.
    pub(super) fn find_on_path(&self, wanted: &Wanted, hooked: bool) -> PyResult<Option<Value>> {
        let path = self.path_of(wanted)?;
        let sources = self.module_sources.borrow().clone();
        // What stands for a C module of CPython's is hidden by nothing but a file of the program's own.
        let stands_in = sources.iter().any(|s| s.comes_first(wanted.full));
        let first = stands_in && (wanted.full.starts_with('_') || is_built_in(wanted.full));
        let frozen = wanted.parent.is_none() && FROZEN.binary_search(&wanted.full).is_ok();
        let mut portions = Vec::new();
        for dir in path.iter().filter(|_| !first) {
            let Some(dir) = dir.as_str() else { continue };
            let kind = self.kind_of_entry(dir.as_str());
            if kind == Kind::Missing && !hooked
                || frozen && kind != Kind::Library
                || stands_in && kind != Kind::Directory
            {
                continue;
            }
            if kind == Kind::File || hooked && self.is_hooked(dir.as_str())? {
                match self.find_by_hook(wanted, dir.as_str(), &mut portions)? {
                    Some(module) => return Ok(Some(module)),
                    None => continue,
                }
            }
            if kind == Kind::Missing {
                continue;
            }
            let base = in_directory(dir.as_str(), wanted.part);
            if let Some(place) = self.source_file(&base) {
                return self.load_file(wanted.full, &place.filename, place.package.as_deref()).map(Some);
            }
            if self.is_directory(&base) {
                portions.push(Value::from(base));
            }
        }
        if let Some(module) = self.find_embedded(wanted.full)? {
            return Ok(Some(module));
        }
        let dirs = path.iter().filter_map(Value::as_str);
        if let Some(file) = dirs.filter_map(|dir| self.foreign_file(dir.as_str(), wanted.part)).next() {
            return Err(self.not_loadable(wanted.full, &file));
        }
        if portions.is_empty() { Ok(None) } else { self.load_namespace(wanted.full, portions).map(Some) }
    }

    /// Where modules of a package are looked for, or those of no package.
    fn path_of(&self, wanted: &Wanted) -> PyResult<Vec<Value>> {
        match wanted.parent {
            None => self.sys_path(),
            Some(package) => match self.get_attr_opt(package, &self.names.__path__)? {
                Some(path) => self.collect(&path),
                None => Ok(Vec::new()),
            },
        }
    }

    fn sys_path(&self) -> PyResult<Vec<Value>> {
        let path = match self.modules.get_str(&self.names.sys) {
            Some(sys) => self.get_attr_opt(&sys, &self.names.path)?,
            // Nobody can have changed it yet.
            None => return Ok(self.config.borrow().path.iter().map(|p| Value::str(p)).collect()),
        };
        match path {
            Some(p) => self.collect(&p),
            None => Ok(Vec::new()),
        }
    }

    /// True when the program has a file in place of this native module, and may have.
    pub(super) fn is_shadowed(&self, wanted: &Wanted) -> PyResult<bool> {
        let full = wanted.full;
        if let Some(package) = wanted.parent {
            // The package decides for what is in it: a program's own has a file, where ours is native.
            let top = full.split('.').next().unwrap_or(full);
            return Ok(self.native_modules.borrow().contains_key(top) && self.has_own_file(package));
        }
        if is_built_in(full) || FROZEN.binary_search(&full).is_ok() {
            return Ok(false);
        }
        Ok(self.sys_path()?.iter().filter_map(Value::as_str).any(|dir| {
            self.kind_of_entry(dir.as_str()) == Kind::Directory
                && self.source_file(&in_directory(dir.as_str(), wanted.part)).is_some()
        }))
    }

    fn has_own_file(&self, module: &Value) -> bool {
        let Value::Module(module) = module else { return false };
        let file = module.dict.get_str(&self.names.__file__);
        file.is_some_and(|f| f.as_str().is_some_and(|f| !f.as_str().starts_with('<')))
    }

    pub(super) fn kind_of_entry(&self, entry: &str) -> Kind {
        if entry.is_empty() {
            return Kind::Directory;
        }
        let known = self.state(|_| Kinds::default());
        if let Some(kind) = known.0.borrow().get(entry) {
            return *kind;
        }
        let kind = match self.host.stat(entry, true) {
            // Within an archive.
            Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => return Kind::File,
            Err(_) => return Kind::Missing,
            Ok(stat) if stat.is_file => Kind::File,
            Ok(stat) if !stat.is_dir => return Kind::Missing,
            Ok(_) => {
                let has = |name| self.is_file(&in_directory(entry, name));
                if has("os.py") && has("_collections_abc.py") { Kind::Library } else { Kind::Directory }
            }
        };
        if entry.starts_with('/') {
            known.0.borrow_mut().insert(entry.to_owned(), kind);
        }
        kind
    }

    /// The file with the source of the module that `base` would be the directory of, were it a package.
    fn source_file(&self, base: &str) -> Option<Place> {
        let filename = format!("{base}/__init__.py");
        if self.is_file(&filename) {
            return Some(Place { filename, package: Some(base.to_owned()) });
        }
        let filename = format!("{base}.py");
        self.is_file(&filename).then_some(Place { filename, package: None })
    }

    fn is_file(&self, path: &str) -> bool {
        self.host.stat(path, true).is_ok_and(|s| s.is_file)
    }

    fn is_directory(&self, path: &str) -> bool {
        self.host.stat(path, true).is_ok_and(|s| s.is_dir)
    }

    /// The file of a module that CPython alone can load: machine code, or bytecode without its source.
    fn foreign_file(&self, dir: &str, part: &str) -> Option<String> {
        let names = self.host.list_dir(if dir.is_empty() { "." } else { dir }).ok()?;
        let foreign = |name: &&String| {
            name.strip_prefix(part).and_then(|rest| rest.strip_prefix('.')).is_some_and(|kind| {
                kind == "so"
                    || kind == "pyc"
                    || kind == "abi3.so"
                    || kind.starts_with("cpython-") && kind.ends_with(".so")
            })
        };
        names.iter().find(foreign).map(|name| in_directory(dir, name))
    }

    #[cold]
    fn not_loadable(&self, full: &str, file: &str) -> crate::error::Raised {
        let what = if file.ends_with(".pyc") { "compiled modules without their source" } else { "C extension modules" };
        let error = self.import_error(format!("cannot import '{full}': Taipan cannot load {what} ({file})"));
        error.0.set_field(crate::types::exceptions::field::MODULE, Value::str(full));
        error.0.set_field(crate::types::exceptions::field::PATH, Value::str(file));
        error
    }

    /// The text of a script.
    ///
    /// # Errors
    /// SyntaxError when it is in no encoding, or not in the one that it declares.
    pub fn decode_file(&self, bytes: &[u8], filename: &str) -> PyResult<String> {
        if let Some((line, byte)) = crate::parse::not_utf8(bytes) {
            let message = format!(
                "Non-UTF-8 code starting with '\\x{byte:02x}' in file {filename} on line {line}, but no encoding declared; \
                 see https://peps.python.org/pep-0263/ for details"
            );
            return Err(self.error(&self.exc.syntax_error, message));
        }
        let Some(encoding) = crate::parse::foreign_encoding(bytes) else {
            return crate::parse::decode_source(bytes).map_err(|e| self.error(&self.exc.syntax_error, e.message));
        };
        let problem = || self.error(&self.exc.syntax_error, format!("encoding problem: {encoding}"));
        match crate::codecs::decode(self, bytes, &encoding, "strict") {
            Ok(text) => Ok(text.as_str().to_owned()),
            Err(e) if self.matches(&e, &self.exc.lookup_error) || self.matches(&e, &self.exc.value_error) => {
                Err(problem())
            }
            Err(e) => Err(e),
        }
    }

    /// The text of a module's file: as [`Vm::decode_file`], with the words that importing has.
    ///
    /// # Errors
    /// SyntaxError.
    pub(super) fn decode_module(&self, bytes: &[u8], filename: &str) -> PyResult<String> {
        if let Ok(text) = std::str::from_utf8(bytes)
            && crate::parse::foreign_encoding(bytes).is_none()
        {
            if text.contains('\0') {
                return Err(self.error(&self.exc.syntax_error, "source code string cannot contain null bytes"));
            }
            return crate::parse::decode_source(bytes).map_err(|e| self.at_line_0(filename, &e.message));
        }
        let Some(encoding) = crate::parse::foreign_encoding(bytes) else {
            return crate::parse::decode_source(bytes).map_err(|e| match crate::parse::not_utf8(bytes) {
                Some((line, _)) => self.undecodable(bytes, filename, line, &e.message),
                None => self.at_line_0(filename, &e.message),
            });
        };
        match crate::codecs::decode(self, bytes, &encoding, "strict") {
            Ok(text) => Ok(text.as_str().to_owned()),
            Err(e) if self.matches(&e, &self.exc.lookup_error) || self.matches(&e, &self.exc.value_error) => {
                let why = self.str(&e.into_value())?;
                Err(self.at_line_0(filename, why.as_str()))
            }
            Err(e) => Err(e),
        }
    }

    /// SyntaxError about a file as a whole.
    fn at_line_0(&self, filename: &str, message: &str) -> crate::error::Raised {
        let place = vec![Value::str(filename), Value::Int(0), Value::Int(0), Value::None, Value::Int(0), Value::Int(0)];
        self.new_exception(&self.exc.syntax_error, vec![Value::str(message), Value::tuple(place)])
    }

    /// SyntaxError about a line that is no UTF-8.
    fn undecodable(&self, bytes: &[u8], filename: &str, line: usize, message: &str) -> crate::error::Raised {
        let text = bytes.split(|b| *b == b'\n').nth(line - 1).unwrap_or_default();
        let source = Source::new(filename, String::from_utf8_lossy(text));
        let number = i64::try_from(line).unwrap_or(i64::MAX);
        let column = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let at = std::str::from_utf8(text).map_or_else(|e| e.valid_up_to(), |t| t.len());
        let place = vec![
            Value::str(filename),
            Value::Int(number),
            column(at + 1),
            Value::from(source.text().to_owned()),
            Value::Int(number),
            column(at + 2),
        ];
        self.new_exception(&self.exc.syntax_error, vec![Value::str(message), Value::tuple(place)])
    }
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.binary_search(&name).is_ok() || name.starts_with("importlib.")
}

fn in_directory(dir: &str, name: &str) -> String {
    if dir.is_empty() { name.to_owned() } else { format!("{}/{name}", dir.trim_end_matches('/')) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        assert!(super::BUILT_IN.is_sorted());
        assert!(super::FROZEN.is_sorted());
    }
}
