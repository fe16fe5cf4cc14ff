//! The module `_warnings`: what the library's `warnings.py` is built on.

use super::{Warning, complete, issue, process, state};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{ModuleDef, NativeDef, function};
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::value::Value;
use crate::vm::Vm;

static MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_warnings", doc: "What the module warnings is built on.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("warn", "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", warn),
    function(
        "warn_explicit",
        "(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
        warn_explicit,
    ),
    function("_filters_mutated_lock_held", "()", filters_mutated),
    function("_filters_mutated", "()", filters_mutated),
    // One thread runs Python code at a time, and nothing here gives it up between reading and writing.
    function("_acquire_lock", "()", |_, _| Ok(Value::None)),
    function("_release_lock", "()", |_, _| Ok(Value::None)),
];

/// Makes the module importable.
pub(crate) fn define(vm: &Vm) {
    vm.add_modules(MODULES);
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let state = state(vm);
    dict.set_str(&vm.intern("filters"), state.filters.clone());
    dict.set_str(&vm.intern("_onceregistry"), Value::Dict(state.once.clone()));
    dict.set_str(&vm.intern("_defaultaction"), Value::str(super::DEFAULT_ACTION));
    let context = vm.import("_contextvars").and_then(|m| vm.get_attr(&m, &vm.intern("ContextVar")));
    let context = match context {
        Ok(class) => vm.call(&class, &[Value::str("warnings_context")])?,
        // An embedder may leave the module out: then filters are not kept by context.
        Err(_) => Value::None,
    };
    dict.set_str(&vm.intern("_warnings_context"), context);
    Ok(())
}

fn filters_mutated(vm: &Vm, _: &[Value]) -> PyResult {
    let state = state(vm);
    state.version.set(state.version.get() + 1);
    Ok(Value::None)
}

/// The category of a warning given as `message` and `category`.
fn category(vm: &Vm, message: &Value, category: &Value) -> PyResult<TypeRef> {
    if let Value::Exception(e) = message
        && e.class.borrow().is_subtype(&vm.exc.warning)
    {
        return Ok(e.class());
    }
    match category {
        Value::None | Value::Unbound => Ok(vm.exc.user_warning.clone()),
        Value::Type(t) if t.is_subtype(&vm.exc.warning) => Ok(t.clone()),
        other => {
            let kind = vm.type_name(other);
            Err(vm.type_error(format!("category must be a Warning subclass, not '{kind}'")))
        }
    }
}

fn warn(vm: &Vm, a: &[Value]) -> PyResult {
    let category = category(vm, &a[0], &a[1])?;
    let level = a[2].bound().map_or(Ok(1), |l| vm.index_i64(l))?;
    let mut level = usize::try_from(level).unwrap_or(0);
    let mut skip = Vec::new();
    if let Some(prefixes) = a[4].bound() {
        let Value::Tuple(prefixes) = prefixes.inner() else {
            let kind = vm.type_name(prefixes);
            return Err(vm.type_error(format!("warn() argument 'skip_file_prefixes' must be tuple, not {kind}")));
        };
        for prefix in prefixes.iter() {
            match prefix.as_str() {
                Some(p) => skip.push(p.as_str().to_owned()),
                None => {
                    let kind = vm.type_name(prefix);
                    let message = format!("Found non-str '{kind}' in skip_file_prefixes.");
                    return Err(vm.type_error(message));
                }
            }
        }
        if !skip.is_empty() {
            level = level.max(2);
        }
    }
    let source = a[3].bound().cloned().unwrap_or(Value::None);
    issue(vm, &a[0], &category, level, &source, &skip)?;
    Ok(Value::None)
}

fn warn_explicit(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(filename) = a[2].as_str() else {
        let kind = vm.type_name(&a[2]);
        return Err(vm.type_error(format!("warn_explicit() argument 'filename' must be str, not {kind}")));
    };
    let line = vm.index_i64(&a[3])?;
    let category = match &a[0] {
        Value::Exception(_) => category(vm, &a[0], &Value::None)?,
        _ => category(vm, &a[0], &a[1])?,
    };
    let (message, category, text) = complete(vm, &a[0], &category)?;
    let module = match a[4].some() {
        Some(m) => m.clone(),
        None if filename.is_empty() => Value::str("<unknown>"),
        None => Value::str(filename.as_str().strip_suffix(".py").unwrap_or(filename.as_str())),
    };
    let registry: Option<Ref<Dict>> = match a[5].some() {
        None => None,
        Some(Value::Dict(d)) => Some(d.clone()),
        Some(_) => return Err(vm.type_error("'registry' must be a dict or None")),
    };
    let warning = Warning {
        message,
        category,
        text,
        filename: filename.as_str().to_owned(),
        line,
        module,
        registry,
        source: a[7].bound().cloned().unwrap_or(Value::None),
        source_line: None,
    };
    process(vm, warning)?;
    Ok(Value::None)
}
