//! Modules, and what is in them, for import statements.
//!
//! A module of the program's that is not imported yet is not imported for the sake of completion: its file is read, and
//! what it defines at its left edge is offered. The library's modules are imported.

use taipan_interp::{Value, Vm};

use super::known::Known;
use super::{Candidate, attributes, is_wanted, sorted};
use crate::prompt::lexer::{Kind, lex};

/// Larger files are not read.
const LARGEST_FILE: u64 = 1 << 20;

/// Modules whose dotted name begins so; only the last part of each.
pub fn modules(vm: &Vm, path: &str) -> Vec<Candidate> {
    let (package, prefix) = path.rsplit_once('.').map_or((None, path), |(package, last)| (Some(package), last));
    sorted(submodules(vm, package, prefix))
}

/// What may be imported from a module.
pub fn names(vm: &Vm, module: &str, prefix: &str) -> Vec<Candidate> {
    if module.is_empty() || module.starts_with('.') {
        return Vec::new();
    }
    let mut names = submodules(vm, Some(module), prefix);
    let comes_with_us = taipan_stdlib::module_names(vm).contains(&module) && files_of(vm, Some(module)).is_empty();
    let loaded = match vm.modules.get_str(&vm.intern(module)) {
        None if comes_with_us => vm.import(module).ok(),
        loaded => loaded,
    };
    match loaded {
        Some(loaded) => {
            names.extend(attributes::complete(vm, &Known::Object(loaded), prefix).into_iter().map(|c| c.text));
        }
        None => names.extend(defined_in_file(vm, module).into_iter().filter(|n| is_wanted(n, prefix))),
    }
    sorted(names)
}

/// The modules in a package, or those of none, that begin so.
fn submodules(vm: &Vm, package: Option<&str>, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    let inside = |full: &str| {
        let last = match package {
            Some(package) => full.strip_prefix(package)?.strip_prefix('.')?,
            None => full,
        };
        (!last.contains('.') && is_wanted(last, prefix)).then(|| last.to_owned())
    };
    names.extend(taipan_stdlib::module_names(vm).into_iter().filter_map(inside));
    let mut loaded = Vec::new();
    let dotted = |name: &str| !name.is_empty();
    {
        let data = vm.modules.borrow();
        loaded.extend(data.iter().filter_map(|e| e.key.as_str()).map(|k| k.as_str().to_owned()).filter(|k| dotted(k)));
    }
    names.extend(loaded.iter().filter_map(|full| inside(full)));
    // No package, and yet it has a module in it.
    if package == Some("os") && is_wanted("path", prefix) {
        names.push("path".to_owned());
    }
    for directory in files_of(vm, package) {
        names.extend(in_directory(vm, &directory).into_iter().filter(|n| is_wanted(n, prefix)));
    }
    names
}

/// The directories that modules of a package are looked for in, or those of no package.
fn files_of(vm: &Vm, package: Option<&str>) -> Vec<String> {
    let roots = search_path(vm);
    let Some(package) = package else { return roots };
    let inside = |root: &String| format!("{}/{}", root.trim_end_matches('/'), package.replace('.', "/"));
    roots.iter().map(inside).filter(|d| vm.host.stat(d, true).is_ok_and(|s| s.is_dir)).collect()
}

/// `sys.path`, as far as it is a list of strings.
fn search_path(vm: &Vm) -> Vec<String> {
    let sys = vm.modules.get_str(&vm.names.sys);
    let path = match &sys {
        Some(Value::Module(sys)) => sys.dict.get_str(&vm.names.path),
        _ => None,
    };
    let Some(Value::List(path)) = path else { return Vec::new() };
    let directory = |entry: &str| if entry.is_empty() { ".".to_owned() } else { entry.to_owned() };
    path.borrow().iter().filter_map(Value::as_str).map(|entry| directory(entry.as_str())).collect()
}

/// The modules and packages in a directory.
fn in_directory(vm: &Vm, directory: &str) -> Vec<String> {
    let Ok(names) = vm.host.list_dir(directory) else { return Vec::new() };
    let is_name = |n: &str| !n.is_empty() && n.chars().all(|c| c == '_' || c.is_alphanumeric());
    let module = |name: String| match name.strip_suffix(".py") {
        Some(module) => (is_name(module) && module != "__init__").then(|| module.to_owned()),
        None => {
            let package = is_name(&name) && vm.host.stat(&format!("{directory}/{name}/__init__.py"), true).is_ok();
            package.then_some(name)
        }
    };
    names.into_iter().filter_map(module).collect()
}

/// What a module's file defines at its left edge.
fn defined_in_file(vm: &Vm, module: &str) -> Vec<String> {
    let inside = module.replace('.', "/");
    let files = search_path(vm).into_iter().flat_map(|root| {
        let base = format!("{}/{inside}", root.trim_end_matches('/'));
        [format!("{base}/__init__.py"), format!("{base}.py")]
    });
    for file in files {
        if !vm.host.stat(&file, true).is_ok_and(|s| s.is_file && s.size <= LARGEST_FILE) {
            continue;
        }
        let Ok(bytes) = vm.host.read_file(&file) else { continue };
        return defined_in(&String::from_utf8_lossy(&bytes));
    }
    Vec::new()
}

fn defined_in(text: &str) -> Vec<String> {
    let tokens = lex(text);
    let word = |i: usize| tokens.get(i).map_or("", |t| &text[t.start..t.end]);
    let mut names = Vec::new();
    let mut fresh = true;
    for (i, token) in tokens.iter().enumerate() {
        let edge = fresh && (token.start == 0 || text.as_bytes()[token.start - 1] == b'\n');
        fresh = token.kind == Kind::Newline || (fresh && token.kind == Kind::Comment);
        if !edge {
            continue;
        }
        match word(i) {
            "def" | "class" | "type" => names.push(word(i + 1).to_owned()),
            "async" => names.push(word(i + 2).to_owned()),
            name if token.kind == Kind::Name && matches!(word(i + 1), "=" | ":") => names.push(name.to_owned()),
            "import" | "from" => {
                let line = tokens[i..].iter().take_while(|t| t.kind != Kind::Newline);
                let after = line.skip_while(|t| &text[t.start..t.end] != "import").filter(|t| t.kind == Kind::Name);
                // `a as b` gives both, of which one is no harm.
                names.extend(after.map(|t| text[t.start..t.end].to_owned()));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_at_the_left_edge() {
        let text = "'''doc'''\nimport os\nfrom a import b, c\nX = 1\ndef f(y):\n    z = 2\n\nasync def g(): pass\nclass C:\n    w = 1\nf(v=1)\n";
        assert_eq!(defined_in(text), ["os", "b", "c", "X", "f", "g", "C"]);
    }
}
