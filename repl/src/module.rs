//! `-m`: running a library module as the program.

use std::rc::Rc;

use taipan_interp::source::Source;
use taipan_interp::vm::{FoundModule, ModulePlace};
use taipan_interp::{PyResult, Raised, Value, Vm, sys};

use crate::run;

/// A directory without `__init__.py`: a package with nothing in it.
fn empty_package() -> FoundModule {
    let place = ModulePlace { filename: String::new(), is_package: true, loader: Value::None };
    FoundModule { place, source: Rc::new(Source::new("", "")), image: None }
}

/// Runs the module `name` as `__main__`; of a package, its `__main__`.
///
/// # Errors
/// Whatever it raises; SystemExit with a message when there is no such module.
pub fn run_module(vm: &Vm, name: &str) -> PyResult<()> {
    if let Some((parent, _)) = name.rsplit_once('.')
        && let Err(error) = vm.import(parent)
    {
        return Err(no_specification(vm, name, error));
    }
    let mut full = name.to_owned();
    let found = find(vm, name)?;
    if found.is_none() && has_finders(vm) {
        return run_found(vm, name);
    }
    let is_package = match &found {
        Some(found) => found.place.is_package,
        // A directory without `__init__.py` is a package as well.
        None => vm.import(name).is_ok_and(|m| has_path(vm, &m)),
    };
    let mut found = match found {
        Some(found) => found,
        None if is_package => empty_package(),
        None => return Err(not_found(vm, &format!("No module named {name}"))),
    };
    if is_package {
        vm.import(name)?;
        full = format!("{name}.__main__");
        found = match find(vm, &full)? {
            Some(found) => found,
            None => {
                let why = format!("No module named {full}; '{name}' is a package and cannot be directly executed");
                return Err(not_found(vm, &why));
            }
        };
    }
    let module = run::main_module(vm);
    let package = full.rsplit_once('.').map_or("", |(p, _)| p);
    vm.config.borrow_mut().main_module = Some(full.clone());
    // Made when a program asks for it.
    module.dict.remove_str(&vm.names.__spec__);
    module.dict.set_str(&vm.names.__package__, Value::str(package));
    module.dict.set_str(&vm.names.__file__, Value::str(&found.place.filename));
    if let Some(Value::List(argv)) = sys::get(vm, "argv") {
        argv.set(0, Value::str(&found.place.filename));
    }
    let code = vm.code_of(&found)?;
    vm.run_code(&code, &module.dict, None).map(drop)
}

/// True when modules may be elsewhere than in directories: in archives, or where finders of the program's look.
fn has_finders(vm: &Vm) -> bool {
    let entries = vm.config.borrow().path.clone();
    sys::get(vm, "meta_path").is_some() || entries.iter().any(|p| vm.host.stat(p, true).is_ok_and(|s| s.is_file))
}

/// Runs a module that is not in a file of its own, with the library's means.
fn run_found(vm: &Vm, name: &str) -> PyResult<()> {
    run::main_module(vm);
    let runner = vm.get_attr(&vm.import("runpy")?, &vm.intern("_run_module_as_main"))?;
    vm.call(&runner, &[Value::str(name)]).map(drop)
}

fn has_path(vm: &Vm, module: &Value) -> bool {
    vm.get_attr_opt(module, &vm.names.__path__).is_ok_and(|path| path.is_some())
}

/// The package that the module should be in cannot be imported.
fn no_specification(vm: &Vm, name: &str, error: Raised) -> Raised {
    if !vm.matches(&error, &vm.exc.import_error) {
        return error;
    }
    let kind = error.0.class().name();
    let message = vm.str(&error.clone().into_value()).map_or_else(|_| String::new(), |s| s.as_str().to_owned());
    not_found(vm, &format!("Error while finding module specification for '{name}' ({kind}: {message})"))
}

fn not_found(vm: &Vm, why: &str) -> Raised {
    let message = format!("{}: {why}", vm.host.executable());
    vm.new_exception(&vm.exc.system_exit, vec![Value::from(message)])
}

/// The source of a module: on the path of its package or `sys.path`, then in the embedded library.
fn find(vm: &Vm, name: &str) -> PyResult<Option<FoundModule>> {
    let (parent, leaf) = name.rsplit_once('.').map_or((None, name), |(p, l)| (Some(p), l));
    let path = match parent {
        Some(parent) => vm.get_attr_opt(&vm.import(parent)?, &vm.names.__path__)?,
        None => sys::get(vm, "path"),
    };
    let dirs = path.map_or(Ok(Vec::new()), |p| vm.collect(&p))?;
    for dir in dirs.iter().filter_map(Value::as_str) {
        let base =
            if dir.is_empty() { leaf.to_owned() } else { format!("{}/{leaf}", dir.as_str().trim_end_matches('/')) };
        for (filename, is_package) in [(format!("{base}/__init__.py"), true), (format!("{base}.py"), false)] {
            if vm.host.stat(&filename, true).is_ok_and(|s| s.is_file) {
                let bytes = vm.host.read_file(&filename).map_err(|e| vm.os_error(&e, Some(&filename)))?;
                let text = vm.decode_file(&bytes, &filename)?;
                let source = Rc::new(Source::new(filename.as_str(), text));
                let place = ModulePlace { filename, is_package, loader: Value::None };
                return Ok(Some(FoundModule { place, source, image: None }));
            }
        }
    }
    let sources = vm.module_sources.borrow().clone();
    Ok(sources.iter().find_map(|s| s.find(vm, name)))
}
