//! Packs the pure-Python standard library (crate `rustpython-pylib`) and our own Python files (`python/`) for embedding:
//! the compiled images of the modules, their separately compressed texts (for tracebacks and `inspect`), and the table that
//! finds a module in both.
//!
//! Nothing of the library is copied into the repository.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Left out: what Taipan has natively, needs modules that it does not have, or is no library.
const LEFT_OUT: &[&str] = &[
    "__hello__",
    "__phello__",
    "_aix_support",
    "_android_support",
    "_apple_support",
    "_dummy_os",
    "_dummy_thread",
    "_ios_support",
    "_osx_support",
    "_pyio",
    "antigravity",
    "asyncio",
    "dbm",
    "dummy_threading",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "msilib",
    "nturl2path",
    "opcode",
    "_opcode_metadata",
    "pydoc_data",
    "site-packages",
    "sqlite3",
    "test",
    "tests",
    "tkinter",
    "turtle",
    "turtledemo",
    "venv",
];

/// Encodings that there are no tables for (`src/multibyte.rs`).
const MULTIBYTE: &[&str] = &[
    "euc_jis_2004",
    "euc_jisx0213",
    "hz",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_2004",
    "iso2022_jp_3",
    "iso2022_jp_ext",
    "iso2022_kr",
    "johab",
    "shift_jis_2004",
    "shift_jisx0213",
];

/// Of asyncio, which is native: what stands beside the loop and its objects and is plain Python.
const ASYNCIO: &[&str] = &[
    "base_futures",
    "base_subprocess",
    "base_tasks",
    "constants",
    "format_helpers",
    "mixins",
    "protocols",
    "staggered",
    "subprocess",
    "transports",
    "trsock",
];

/// Of CPython's prompt: what `pydoc` shows texts with.
const PAGER: &[&str] = &["__init__", "pager"];

struct Module {
    name: String,
    path: PathBuf,
    package: bool,
}

fn main() {
    let own = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("python");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", own.display());
    let mut modules = Vec::new();
    collect(&own, "", &mut modules);
    // No package of its own: the rest of asyncio is native.
    collect(&own.join("asyncio"), "asyncio", &mut modules);
    let ours = modules.len();
    collect(Path::new(rustpython_pylib::LIB_PATH), "", &mut modules);
    let asyncio = Path::new(rustpython_pylib::LIB_PATH).join("asyncio");
    for name in ASYNCIO {
        let path = asyncio.join(format!("{name}.py"));
        modules.push(Module { name: format!("asyncio.{name}"), path, package: false });
    }
    // The import machinery stands under the names that CPython freezes it under: ours sets it up (`python/importlib`).
    for module in &mut modules[ours..] {
        match module.name.as_str() {
            "importlib._bootstrap" => module.name = "_frozen_importlib".to_owned(),
            "importlib._bootstrap_external" => module.name = "_frozen_importlib_external".to_owned(),
            _ => {}
        }
    }
    // Ours come first and win; the table is searched by name.
    let mut seen = std::collections::BTreeMap::new();
    for (i, m) in modules.iter().enumerate() {
        if i < ours || !seen.contains_key(&m.name) {
            seen.insert(m.name.clone(), i);
        }
    }
    let (mut texts, mut images) = (Vec::new(), Vec::new());
    let mut table = String::from("pub const MODULES: &[Entry] = &[\n");
    for (name, i) in seen {
        let module = &modules[i];
        let text = fs::read(&module.path).unwrap_or_else(|e| panic!("{}: {e}", module.path.display()));
        let packed = lz4_flex::block::compress(&text);
        let (at, size, full) = (texts.len(), packed.len(), text.len());
        let package = module.package;
        // What stands for a C module of CPython's, or one that it has frozen, does so before files on the path.
        let first =
            (i < ours && !["dataclasses", "dis", "pdb"].contains(&&*name)) || name.starts_with("_frozen_importlib");
        let text = String::from_utf8(text).unwrap_or_else(|e| panic!("{}: {e}", module.path.display()));
        let image =
            taipan_interp::image::pack(&text).unwrap_or_else(|| panic!("{} is no Python", module.path.display()));
        let place = (images.len(), images.len() + image.len());
        writeln!(
            table,
            "Entry {{ name: {name:?}, package: {package}, first: {first}, at: {at}, size: {size}, full: {full}, image: {place:?} }},"
        )
        .expect("writing to a String cannot fail");
        texts.extend(packed);
        images.extend(image);
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("texts.bin"), texts).expect("the output directory is writable");
    fs::write(out.join("images.bin"), images).expect("the output directory is writable");
    fs::write(out.join("pylib.rs"), table).expect("the output directory is writable");
}

fn collect(dir: &Path, package: &str, out: &mut Vec<Module>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(stem) = path.file_stem().and_then(|s| s.to_str()) else { continue };
        let multibyte = package == "encodings" && MULTIBYTE.contains(&stem);
        let prompt = package == "_pyrepl" && !PAGER.contains(&stem);
        // The package is ours.
        let c_types = package == "ctypes" && !dir.starts_with(env!("CARGO_MANIFEST_DIR"));
        if LEFT_OUT.contains(&stem) || multibyte || prompt || c_types {
            continue;
        }
        let name = if package.is_empty() { stem.to_string() } else { format!("{package}.{stem}") };
        if path.is_dir() {
            let init = path.join("__init__.py");
            // Of ours: a file that takes the place of one in a package of the library's.
            let within = dir.starts_with(env!("CARGO_MANIFEST_DIR"));
            if init.is_file() {
                out.push(Module { name: name.clone(), path: init, package: true });
                collect(&path, &name, out);
            } else if within {
                collect(&path, &name, out);
            }
        } else if path.extension().is_some_and(|e| e == "py") && stem != "__init__" {
            out.push(Module { name, path, package: false });
        }
    }
}
