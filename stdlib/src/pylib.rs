//! The embedded pure-Python library: finds a module in the blob that `build.rs` packed, and unpacks that module alone.

use std::rc::Rc;

use taipan_interp::Vm;
use taipan_interp::vm::{FoundModule, ModuleSource};

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
    fn find(&self, _vm: &Vm, name: &str) -> Option<FoundModule> {
        let entry = entry(name)?;
        Some(FoundModule { filename: filename(entry), text: text(entry)?, is_package: entry.package })
    }
}

/// The embedded module of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
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
