//! `posix.scandir`: directory entries that know their kind without another call.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{NativeData, ObjRef};
use taipan_interp::host::{DirEntry, FileKind};
use taipan_interp::native::{TypeDef, getter, method};
use taipan_interp::types::class::{TypeFlags, TypeRef};
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::{failed, files, path_text, path_value};

struct Types {
    entry: TypeRef,
    iterator: TypeRef,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        Types { entry: vm.make_type(&ENTRY, None), iterator: vm.make_type(&ITERATOR, None) }
    }
}

/// The type of entries (`os.DirEntry`).
pub(super) fn entry_type(vm: &Vm) -> TypeRef {
    vm.state(Types::new).entry.clone()
}

/// One entry.
struct Entry {
    name: Value,
    path: Value,
    path_text: String,
    inode: u64,
    kind: Option<FileKind>,
}

impl NativeData for Entry {}

static ENTRY: TypeDef = TypeDef {
    flags: TypeFlags::NONE,
    methods: &[
        method("is_dir", "(self, /, *, follow_symlinks=True)", |vm, a| is_kind(vm, a, FileKind::Dir)),
        method("is_file", "(self, /, *, follow_symlinks=True)", |vm, a| is_kind(vm, a, FileKind::File)),
        method("is_symlink", "(self, /)", |vm, a| {
            Ok(Value::Bool(kind(vm, entry(vm, &a[0])?, false) == Some(FileKind::Symlink)))
        }),
        method("is_junction", "(self, /)", |_, _| Ok(Value::Bool(false))),
        method("stat", "(self, /, *, follow_symlinks=True)", |vm, a| {
            let follow = follow(vm, &a[1])?;
            files::stat_path(vm, &entry(vm, &a[0])?.path_text, follow)
        }),
        method("inode", "(self, /)", |vm, a| Ok(Value::from(entry(vm, &a[0])?.inode as usize))),
        method("__fspath__", "(self, /)", |vm, a| Ok(entry(vm, &a[0])?.path.clone())),
        method("__repr__", "(self, /)", |vm, a| {
            let name = vm.repr(&entry(vm, &a[0])?.name)?;
            Ok(Value::from(format!("<DirEntry {name}>")))
        }),
    ],
    getset: &[
        getter("name", |vm, s| Ok(entry(vm, s)?.name.clone())),
        getter("path", |vm, s| Ok(entry(vm, s)?.path.clone())),
    ],
    ..TypeDef::new("DirEntry", "posix")
};

fn entry<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Entry> {
    v.native::<Entry>().ok_or_else(|| vm.type_error("expected a DirEntry"))
}

fn follow(vm: &Vm, v: &Value) -> PyResult<bool> {
    v.bound().map_or(Ok(true), |v| vm.truth(v))
}

fn kind(vm: &Vm, e: &Entry, follow: bool) -> Option<FileKind> {
    match e.kind {
        Some(k) if k != FileKind::Symlink || !follow => Some(k),
        _ => vm.host.stat(&e.path_text, follow).ok().map(|s| {
            if s.is_symlink {
                FileKind::Symlink
            } else if s.is_dir {
                FileKind::Dir
            } else if s.is_file {
                FileKind::File
            } else {
                FileKind::Other
            }
        }),
    }
}

fn is_kind(vm: &Vm, a: &[Value], wanted: FileKind) -> PyResult {
    let follow = follow(vm, &a[1])?;
    Ok(Value::Bool(kind(vm, entry(vm, &a[0])?, follow) == Some(wanted)))
}

/// The iterator, which is also a context manager.
struct Scan {
    base: String,
    is_bytes: bool,
    entries: RefCell<Vec<DirEntry>>,
    at: Cell<usize>,
}

impl NativeData for Scan {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        let at = self.at.replace(self.at.get() + 1);
        let Some(e) = self.entries.borrow().get(at).cloned() else { return Ok(None) };
        let path = if self.base.is_empty() || self.base.ends_with('/') {
            format!("{}{}", self.base, e.name)
        } else {
            format!("{}/{}", self.base, e.name)
        };
        let data = Entry {
            name: path_value(&e.name, self.is_bytes),
            path: path_value(&path, self.is_bytes),
            path_text: path,
            inode: e.inode,
            kind: e.kind,
        };
        Ok(Some(Value::Object(ObjRef::new(entry_type(vm), data))))
    }
}

static ITERATOR: TypeDef = TypeDef {
    methods: &[
        method("__iter__", "(self, /)", |_, a| Ok(a[0].clone())),
        method("__next__", "(self, /)", |vm, a| vm.next(&a[0])?.ok_or_else(|| vm.stop_iteration(Value::None))),
        method("__enter__", "(self, /)", |_, a| Ok(a[0].clone())),
        method("__exit__", "(self, exc_type, exc, traceback, /)", close),
        method("close", "(self, /)", close),
    ],
    ..TypeDef::new("ScandirIterator", "posix")
};

fn close(_: &Vm, a: &[Value]) -> PyResult {
    if let Some(scan) = a[0].native::<Scan>() {
        scan.entries.borrow_mut().clear();
    }
    Ok(Value::None)
}

pub(super) fn scandir(vm: &Vm, a: &[Value]) -> PyResult {
    let (path, is_bytes) = match a[0].some() {
        Some(p) => path_text(vm, "scandir", p)?,
        None => (".".to_owned(), false),
    };
    let entries = vm.host.scan_dir(&path).map_err(|e| failed(vm, &e, &path))?;
    let scan = Scan { base: path, is_bytes, entries: RefCell::new(entries), at: Cell::new(0) };
    Ok(Value::Object(ObjRef::new(vm.state(Types::new).iterator.clone(), scan)))
}
