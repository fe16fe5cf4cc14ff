//! Modules seen from Python: `types.ModuleType`, what a missing attribute means, `repr`.

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{Args, TypeDef, getset, getter, method, method_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::module::Module;
use crate::types::object;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<Module>> {
    match v {
        Value::Module(m) => Ok(m),
        _ => Err(vm.type_error(format!("a module is required, not '{}'", vm.type_name(v)))),
    }
}

fn new(_: &Vm, cls: &TypeRef, _: &Args) -> PyResult {
    Ok(Value::Module(Ref::new(Module::new(cls.clone(), Ref::new(Dict::new())))))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let m = this(vm, &args.values[0])?;
    let a = crate::types::parameters::bind(vm, "module", &["name", "doc"], 1, &args.skip_first())?;
    let Some(name) = a[0].as_str() else {
        let got = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {got}")));
    };
    set_initial(vm, &m.dict, name, a[1].bound().cloned().unwrap_or(Value::None));
    Ok(Value::None)
}

/// The attributes that every module begins with.
pub fn set_initial(vm: &Vm, dict: &Dict, name: &Str, doc: Value) {
    let n = &vm.names;
    dict.set_str(&n.__name__, Value::Str(name.clone()));
    dict.set_str(&n.__doc__, doc);
    dict.set_str(&n.__package__, Value::None);
    dict.set_str(&n.__loader__, Value::None);
    dict.set_str(&n.__spec__, Value::None);
}

/// The value of an attribute that the module's dict lacks: what its `__getattr__` returns.
///
/// # Errors
/// AttributeError, with CPython's words for modules that are still being imported.
#[cold]
pub fn missing_attribute(vm: &Vm, module: &Ref<Module>, name: &Str) -> PyResult {
    let n = &vm.names;
    if (*name == n.__spec__ || *name == n.__loader__ || *name == n.__cached__)
        && let Some(found) = made_on_demand(vm, module, name)?
    {
        return Ok(found);
    }
    if let Some(found) = vm.late_sys_attribute(module, name)? {
        return Ok(found);
    }
    if vm.run_deferred(module)?
        && let Some(found) = module.dict.get_str(name)
    {
        return Ok(found);
    }
    if let Some(getattr) = module.dict.get_str(&vm.names.__getattr__) {
        return vm.call(&getattr, &[Value::Str(name.clone())]);
    }
    Err(missing_error(vm, module, name))
}

/// One of the names that a module has only when it asks for them, looked up among its globals.
///
/// # Errors
/// What making it raises.
pub fn late_global(vm: &Vm, globals: &Ref<Dict>, name: &Str) -> PyResult<Option<Value>> {
    let n = &vm.names;
    if *name != n.__spec__ && *name != n.__loader__ && *name != n.__cached__ {
        return Ok(None);
    }
    let own = globals.get_str(&n.__name__);
    match own.as_ref().and_then(|own| own.as_str()).and_then(|own| vm.modules.get_str(&vm.intern_str(own))) {
        Some(Value::Module(module)) if module.dict.is(globals) => made_on_demand(vm, &module, name),
        _ => Ok(None),
    }
}

/// `__spec__`, `__loader__` or `__cached__` of a module that `import` made: few programs ask, so that the library's import
/// machinery makes them only then.
fn made_on_demand(vm: &Vm, module: &Ref<Module>, name: &Str) -> PyResult<Option<Value>> {
    let Some(own) = module.dict.get_str(&vm.names.__name__) else { return Ok(None) };
    let imported = own.as_str().and_then(|s| vm.modules.get_str(&vm.intern_str(s)));
    let is_it = matches!(imported, Some(Value::Module(m)) if m.is(module));
    let setting_up = vm.is_loading_here("importlib._bootstrap") || vm.is_loading_here("importlib");
    if !is_it || setting_up {
        return Ok(None);
    }
    let spec = match module.dict.get_str(&vm.names.__spec__) {
        Some(spec) => spec,
        None => {
            let machinery = vm.machinery()?;
            let Some(make) = vm.get_attr_opt(&machinery, &vm.intern("_spec_of"))? else { return Ok(None) };
            let name = match own.as_str() {
                Some(s) if s.as_str() == "__main__" => vm.config.borrow().main_module.as_deref().map(Value::str),
                _ => None,
            };
            let spec = vm.call(&make, &[Value::Module(module.clone()), name.unwrap_or(own)])?;
            module.dict.set_str(&vm.names.__spec__, spec.clone());
            spec
        }
    };
    if *name == vm.names.__spec__ {
        return Ok(Some(spec));
    }
    if spec.is_none() && *name == vm.names.__loader__ {
        let make = vm.get_attr(&vm.machinery()?, &vm.intern("_loader_of"))?;
        return Ok(Some(vm.call(&make, &[Value::Module(module.clone())])?));
    }
    let part = if *name == vm.names.__loader__ { "loader" } else { "cached" };
    let found = vm.get_attr_opt(&spec, &vm.intern(part))?.filter(|v| part == "loader" || !v.is_none());
    if let Some(found) = &found {
        module.dict.set_str(name, found.clone());
    }
    Ok(found)
}

fn missing_error(vm: &Vm, module: &Ref<Module>, name: &Str) -> Raised {
    let text = match module.dict.get_str(&vm.names.__name__) {
        Some(Value::Str(own)) => {
            let loading = |name: &str| vm.is_loading(name);
            let shadowing = file_in_script_dir(vm, module);
            if let Some(file) = &shadowing
                && is_stdlib_name(vm, own.as_str())
            {
                format!(
                    "module '{own}' has no attribute '{name}' (consider renaming '{file}' since it has the same name as \
                     the standard library module named '{own}' and the import system gives it precedence)"
                )
            } else if let (Some(file), true) = (&shadowing, loading(own.as_str())) {
                format!(
                    "module '{own}' has no attribute '{name}' (consider renaming '{file}' if it has the same name as a \
                     third-party module you intended to import)"
                )
            } else if loading(own.as_str()) {
                format!(
                    "partially initialized module '{own}' has no attribute '{name}' (most likely due to a circular \
                     import)"
                )
            } else if loading(&format!("{own}.{name}")) {
                format!("cannot access submodule '{name}' of module '{own}' (most likely due to a circular import)")
            } else {
                format!("module '{own}' has no attribute '{name}'")
            }
        }
        _ => format!("module has no attribute '{name}'"),
    };
    vm.attribute_error_on(&Value::Module(module.clone()), name.as_str(), text)
}

/// The module's file, when it stands in the directory of the script, where it hides library modules of its name.
fn file_in_script_dir(vm: &Vm, module: &Ref<Module>) -> Option<String> {
    let file = module.dict.get_str(&vm.names.__file__)?.as_str()?.as_str().to_owned();
    let (mut dir, base) = file.rsplit_once('/')?;
    if base == "__init__.py" {
        dir = dir.rsplit_once('/')?.0;
    }
    let config = vm.config.borrow();
    (config.script_dir.as_deref() == Some(dir)).then_some(file)
}

fn is_stdlib_name(vm: &Vm, name: &str) -> bool {
    let names = || {
        let sys = vm.import("sys")?;
        let names = vm.get_attr(&sys, &vm.intern("stdlib_module_names"))?;
        vm.contains(&names, &Value::str(name))
    };
    names().unwrap_or(false)
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let name = object::attribute_name(vm, &a[1])?;
    let m = this(vm, &a[0])?;
    match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
        Some(v) => Ok(v),
        None => missing_attribute(vm, m, name),
    }
}

/// `<module 'name' from 'file'>`, `<module 'name' (built-in)>`, or what the loader adds.
fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    let attr = |name: &Str| m.dict.get_str(name).filter(|v| !v.is_none());
    let spec = attr(&vm.names.__spec__);
    if let Some(spec) = spec {
        return spec_repr(vm, &spec);
    }
    let name = match attr(&vm.names.__name__) {
        Some(name) => vm.repr(&name)?,
        None => Str::new("'?'"),
    };
    let native = |own: &str| matches!(own, "builtins" | "sys") || vm.native_modules.borrow().contains_key(own);
    if let Some(Value::Str(own)) = m.dict.get_str(&vm.names.__name__)
        && attr(&vm.names.__file__).is_none()
        && native(own.as_str())
    {
        return Ok(Value::from(format!("<module {name} (built-in)>")));
    }
    if let Some(file) = attr(&vm.names.__file__) {
        return Ok(Value::from(format!("<module {name} from {}>", vm.repr(&file)?)));
    }
    Ok(Value::from(match attr(&vm.names.__loader__) {
        Some(loader) => format!("<module {name} ({})>", vm.repr(&loader)?),
        None => format!("<module {name}>"),
    }))
}

fn spec_repr(vm: &Vm, spec: &Value) -> PyResult {
    let get = |name: &str| Ok(vm.get_attr_opt(spec, &vm.intern(name))?.unwrap_or(Value::None));
    let name = match get("name")? {
        Value::None => Str::new("'?'"),
        name => vm.repr(&name)?,
    };
    let origin = get("origin")?;
    if origin.is_none() {
        let loader = get("loader")?;
        return Ok(Value::from(match loader {
            Value::None => format!("<module {name}>"),
            loader if super::super::class::full_name(vm, &vm.class_of(&loader)).ends_with("NamespaceLoader") => {
                let path = vm.get_attr_opt(&loader, &vm.intern("_path"))?.unwrap_or(Value::None);
                format!("<module {name} (namespace) from {}>", vm.repr(&vm_list(vm, &path)?)?)
            }
            loader => format!("<module {name} ({})>", vm.repr(&loader)?),
        }));
    }
    let located = get("has_location")?;
    Ok(Value::from(if vm.truth(&located)? {
        format!("<module {name} from {}>", vm.repr(&origin)?)
    } else {
        format!("<module {name} ({})>", vm.str(&origin)?)
    }))
}

fn vm_list(vm: &Vm, path: &Value) -> PyResult {
    if path.is_none() { Ok(Value::list(Vec::new())) } else { Ok(Value::list(vm.collect(path)?)) }
}

fn dir(vm: &Vm, a: &[Value]) -> PyResult {
    let m = this(vm, &a[0])?;
    vm.run_deferred(m)?;
    if vm.class_of(&a[0]).has(TypeFlags::HEAP) {
        let shown = vm.get_attr(&a[0], &vm.names.__dict__)?;
        if !matches!(shown.inner(), Value::Dict(_)) {
            let name = m.dict.get_str(&vm.names.__name__).unwrap_or(Value::None);
            return Err(vm.type_error(format!("{}.__dict__ is not a dictionary", vm.str(&name)?)));
        }
    }
    match m.dict.get_str(&vm.names.__dir__) {
        Some(own) => vm.call(&own, &[]),
        None => Ok(Value::list(listed(vm, m))),
    }
}

/// The names in a module, with those that are made when they are asked for.
fn listed(vm: &Vm, m: &Ref<Module>) -> Vec<Value> {
    let n = &vm.names;
    let mut names = m.dict.keys();
    let mut add = |name: &Str| {
        if m.dict.get_str(name).is_none() {
            names.push(Value::Str(name.clone()));
        }
    };
    add(&n.__spec__);
    add(&n.__loader__);
    if m.dict.get_str(&n.__file__).is_some_and(|f| f.as_str().is_some_and(|f| !f.as_str().starts_with('<'))) {
        add(&n.__cached__);
    }
    if m.dict.get_str(&n.__name__).is_some_and(|name| name.as_str().is_some_and(|name| name.as_str() == "sys")) {
        crate::vm::import_finders::LATE.iter().for_each(|name| add(&vm.intern(name)));
    }
    names
}

fn dict(vm: &Vm, v: &Value) -> PyResult {
    let m = this(vm, v)?;
    vm.run_deferred(m)?;
    Ok(Value::Dict(m.dict.clone()))
}

/// What the annotate function among a module's globals computes, kept there; `None` when there is no such function.
///
/// # Errors
/// Whatever the annotations raise.
pub fn lazy_annotations(vm: &Vm, globals: &Dict) -> PyResult<Option<Value>> {
    match globals.get_str(&vm.names.__annotate__) {
        Some(f) if !f.is_none() => {
            let found = crate::types::function::methods::call_annotate(vm, &f)?;
            globals.set_str(&vm.names.__annotations__, found.clone());
            Ok(Some(found))
        }
        _ => Ok(None),
    }
}

fn annotations(vm: &Vm, v: &Value) -> PyResult {
    let m = this(vm, v)?;
    vm.run_deferred(m)?;
    if let Some(found) = m.dict.get_str(&vm.names.__annotations__) {
        return Ok(found);
    }
    if let Some(found) = lazy_annotations(vm, &m.dict)? {
        return Ok(found);
    }
    let found = Value::Dict(Ref::new(Dict::new()));
    m.dict.set_str(&vm.names.__annotations__, found.clone());
    Ok(found)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let m = this(vm, v)?;
    let name = &vm.names.__annotations__;
    match value {
        Some(value) => m.dict.set_str(name, value.clone()),
        None if m.dict.remove_str(name).is_none() => return Err(vm.attribute_error("__annotations__")),
        None => {}
    }
    m.dict.remove_str(&vm.names.__annotate__);
    Ok(())
}

fn annotate(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.dict.get_str(&vm.names.__annotate__).unwrap_or(Value::None))
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let m = this(vm, v)?;
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    m.dict.set_str(&vm.names.__annotate__, value.clone());
    if !value.is_none() {
        m.dict.remove_str(&vm.names.__annotations__);
    }
    Ok(())
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A module: a namespace with a name.",
    layout: Layout::Module,
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(new),
    methods: &[
        method_raw("__init__", "(self, name, doc=None)", init),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__repr__", "(self, /)", repr),
        method("__dir__", "(self, /)", dir).doc("What dir() lists for a module."),
    ],
    getset: &[
        getter("__dict__", dict),
        getset("__annotations__", annotations, set_annotations),
        getset("__annotate__", annotate, set_annotate),
    ],
    ..TypeDef::new("module", "builtins")
};
