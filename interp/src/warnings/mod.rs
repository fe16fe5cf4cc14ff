//! Warnings: where one is issued, whether it is shown, and showing it.
//!
//! Owns the filters and the registry of what was shown. [`warn`] is for the interpreter and for native modules; the
//! module `_warnings` (in `module`) gives the same to the library's `warnings.py`, which adds the rest in Python. While
//! a program has not replaced any of its functions, warnings are written from here even when `warnings` is imported.

mod module;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::lower::SyntaxWarning;
use crate::parse::SyntaxError;
use crate::source::Source;
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::generator::Gen;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use module::define;

/// What the interpreter knows of warnings.
struct Warnings {
    /// The filters until the program replaces `warnings.filters`: a list of tuples (action, message, category, module,
    /// line).
    filters: Value,
    /// What was shown under "once".
    once: Ref<Dict>,
    /// Changes with the filters: registries of an older version do not count.
    version: Cell<i64>,
    /// Reading the source lines of a file once is enough: (name, text) of the last one.
    last_file: RefCell<Option<(String, Rc<str>)>>,
}

/// What applies when no filter does.
const DEFAULT_ACTION: &str = "default";

fn state(vm: &Vm) -> Rc<Warnings> {
    vm.state(|vm| {
        let filter = |action: &str, category: &TypeRef, module: Value| {
            let category = Value::Type(category.clone());
            Value::tuple(vec![Value::str(action), Value::None, category, module, Value::Int(0)])
        };
        let exc = &vm.exc;
        let filters = Value::list(vec![
            filter("default", &exc.deprecation_warning, Value::str("__main__")),
            filter("ignore", &exc.deprecation_warning, Value::None),
            filter("ignore", &exc.pending_deprecation_warning, Value::None),
            filter("ignore", &exc.import_warning, Value::None),
            filter("ignore", &exc.resource_warning, Value::None),
        ]);
        Warnings { filters, once: Ref::new(Dict::new()), version: Cell::new(1), last_file: RefCell::default() }
    })
}

/// One warning on its way.
struct Warning {
    /// An instance of `category`.
    message: Value,
    category: TypeRef,
    text: String,
    filename: String,
    line: i64,
    module: Value,
    /// `__warningregistry__` of the module, when it has one.
    registry: Option<Ref<Dict>>,
    source: Value,
    /// The line of source text, when it is known.
    source_line: Option<String>,
}

/// Issues a warning. `stack_level` 1 blames the innermost frame of Python code, 2 its caller, and so on. `source` is the
/// object that the warning is about, or None.
///
/// # Errors
/// The warning itself, when a filter turns it into an error; what the program's own `showwarning` raises.
pub fn warn(vm: &Vm, category: &TypeRef, message: &str, stack_level: usize, source: &Value) -> PyResult<()> {
    issue(vm, &Value::str(message), category, stack_level, source, &[])
}

/// Issues what the compiler found suspicious.
///
/// # Errors
/// A filter that makes errors of warnings turns it into a SyntaxError at the place.
pub(crate) fn warn_syntax(vm: &Vm, warning: SyntaxWarning, source: &Source) -> PyResult<()> {
    let line = source.line(warning.span.start);
    let (message, category, text) = complete(vm, &Value::str(&warning.message), &vm.exc.syntax_warning)?;
    let filename = source.filename.clone();
    let issued = Warning {
        message,
        category,
        text,
        module: Value::str(filename.strip_suffix(".py").unwrap_or(&filename)),
        line: line.into(),
        registry: None,
        source: Value::None,
        source_line: source.line_text(line).filter(|_| source.is_shown()).map(|l| l.trim().to_owned()),
        filename,
    };
    process(vm, issued).map_err(|e| {
        if !vm.matches(&e, &vm.exc.syntax_warning) {
            return e;
        }
        let error = SyntaxError::new(warning.message, warning.span);
        vm.syntax_error(&if warning.late { error.after_parsing() } else { error }, source, crate::parse::Mode::Exec)
    })
}

/// As [`warn`], where an error could go nowhere: it is reported as unraisable.
pub fn warn_unraisable(vm: &Vm, category: &TypeRef, message: &str, source: &Value) {
    if let Err(e) = warn(vm, category, message, 1, source) {
        vm.error_span.set(None);
        crate::traceback::report_unraisable(vm, e, None, source);
    }
}

/// Says that a coroutine dies without having been awaited.
pub fn warn_never_awaited(vm: &Vm, coroutine: &Ref<Gen>) {
    let mut text = format!("coroutine '{}' was never awaited", coroutine.qualname());
    if let Some(Value::Tuple(origin)) = &coroutine.origin() {
        text += "\nCoroutine created at (most recent call last)";
        for place in origin.iter().rev() {
            if let Value::Tuple(place) = place
                && let [Value::Str(file), Value::Int(line), Value::Str(name)] = place.items()
            {
                text += &format!("\n  File \"{file}\", line {line}, in {name}");
                if let Some(source) = file_line(vm, file.as_str(), *line) {
                    text += &format!("\n    {source}");
                }
            }
        }
    }
    warn_unraisable(vm, &vm.exc.runtime_warning, &text, &Value::Gen(coroutine.clone()));
}

/// `warnings.warn` with its arguments checked.
fn issue(
    vm: &Vm,
    message: &Value,
    category: &TypeRef,
    stack_level: usize,
    source: &Value,
    skip: &[String],
) -> PyResult<()> {
    let place = Place::find(vm, stack_level, skip);
    let registry_name = vm.intern("__warningregistry__");
    let registry = match place.globals.get_str(&registry_name) {
        Some(Value::Dict(d)) => Some(d),
        Some(_) => None,
        None => {
            let fresh = Ref::new(Dict::new());
            place.globals.set_str(&registry_name, Value::Dict(fresh.clone()));
            Some(fresh)
        }
    };
    let module = place.globals.get_str(&vm.names.__name__).unwrap_or_else(|| Value::str("<string>"));
    let (message, category, text) = complete(vm, message, category)?;
    let warning = Warning {
        message,
        category,
        text,
        filename: place.filename,
        line: place.line,
        module,
        registry,
        source: source.clone(),
        source_line: place.source_line,
    };
    process(vm, warning)
}

/// The message as an instance of its category, with its class and text.
fn complete(vm: &Vm, message: &Value, category: &TypeRef) -> PyResult<(Value, TypeRef, String)> {
    if let Value::Exception(e) = message
        && e.class.borrow().is_subtype(&vm.exc.warning)
    {
        return Ok((message.clone(), e.class(), vm.str(message)?.as_str().to_owned()));
    }
    let text = vm.str(message)?.as_str().to_owned();
    let instance = vm.call(&Value::Type(category.clone()), std::slice::from_ref(message))?;
    Ok((instance, category.clone(), text))
}

/// Where a warning is blamed on.
struct Place {
    globals: Ref<Dict>,
    filename: String,
    line: i64,
    source_line: Option<String>,
}

impl Place {
    fn find(vm: &Vm, stack_level: usize, skip: &[String]) -> Place {
        let filename = |depth| vm.with_frame(depth, |f| f.code().source.filename.clone());
        let skipped = |name: &str| is_internal(name) || skip.iter().any(|p| name.starts_with(p.as_str()));
        let mut depth = 0;
        if stack_level == 0 || filename(0).is_some_and(|f| is_internal(&f)) {
            depth = stack_level.saturating_sub(1);
        } else {
            for _ in 1..stack_level {
                depth += 1;
                while filename(depth).is_some_and(|f| skipped(&f)) {
                    depth += 1;
                }
            }
        }
        let found = vm.with_frame(depth, |frame| {
            let code = frame.code();
            let line = frame.line();
            let source_line = if code.source.is_shown() { code.source.line_text(line) } else { None };
            Place {
                globals: frame.func.globals.clone(),
                filename: code.source.filename.clone(),
                line: line.into(),
                source_line: source_line.map(|l| l.trim().to_owned()),
            }
        });
        // Past the outermost frame `sys` is blamed.
        found.unwrap_or_else(|| Place {
            globals: crate::sys::state(vm).dict.clone(),
            filename: "<sys>".to_owned(),
            line: 0,
            source_line: None,
        })
    }
}

/// Frames of the import system do not count as callers.
fn is_internal(filename: &str) -> bool {
    filename.contains("importlib") && filename.contains("_bootstrap")
}

/// What the module `warnings` has under this name, once it is imported.
fn library(vm: &Vm, name: &str) -> Option<Value> {
    match vm.modules.get_str(&vm.intern("warnings"))? {
        Value::Module(m) => m.dict.get_str(&vm.intern(name)),
        _ => None,
    }
}

/// Decides what happens to a warning, and does it.
fn process(vm: &Vm, warning: Warning) -> PyResult<()> {
    let state = state(vm);
    let class = Value::Type(warning.category.clone());
    let text = Value::str(&warning.text);
    let key = Value::tuple(vec![text.clone(), class.clone(), Value::Int(warning.line)]);
    if let Some(registry) = &warning.registry
        && already_shown(vm, &state, registry, &key, true)?
    {
        return Ok(());
    }
    let (action, filter) = action(vm, &state, &warning)?;
    match &action[..] {
        "error" => return Err(as_error(&warning)),
        "ignore" => return Ok(()),
        "always" | "all" => {}
        "default" | "module" | "once" => {
            if let Some(registry) = &warning.registry {
                vm.dict_set(registry, &key, Value::Bool(true))?;
            }
        }
        _ => {
            let shown = filter.map_or(Ok("None".to_owned()), |f| vm.str(&f).map(|s| s.as_str().to_owned()))?;
            let message =
                format!("Unrecognized action ({}) in warnings.filters:\n {shown}", vm.repr(&Value::from(action))?);
            return Err(vm.runtime_error(message));
        }
    }
    let again = match (&action[..], &warning.registry) {
        ("once", _) => {
            let once = match library(vm, "onceregistry") {
                Some(Value::Dict(d)) => d,
                _ => state.once.clone(),
            };
            already_shown(vm, &state, &once, &Value::tuple(vec![text, class]), false)?
        }
        ("module", Some(registry)) => {
            already_shown(vm, &state, registry, &Value::tuple(vec![text, class, Value::Int(0)]), false)?
        }
        _ => false,
    };
    if again { Ok(()) } else { show(vm, &warning) }
}

/// The warning as an exception.
fn as_error(warning: &Warning) -> Raised {
    match &warning.message {
        Value::Exception(e) => {
            e.fresh.set(true);
            Raised(e.clone())
        }
        // `complete` made it by calling a class derived from Warning.
        _ => unreachable!("a warning's message is an exception"),
    }
}

/// Looks a warning up in a registry; unless `only_look`, it is entered there.
fn already_shown(vm: &Vm, state: &Warnings, registry: &Dict, key: &Value, only_look: bool) -> PyResult<bool> {
    let version = vm.intern("version");
    if !matches!(registry.get_str(&version), Some(Value::Int(v)) if v == state.version.get()) {
        registry.clear();
        registry.set_str(&version, Value::Int(state.version.get()));
    } else if let Some(found) = vm.dict_get(registry, key)?
        && vm.truth(&found)?
    {
        return Ok(true);
    }
    if !only_look {
        vm.dict_set(registry, key, Value::Bool(true))?;
    }
    Ok(false)
}

/// The action of the first filter that fits, with the filter.
fn action(vm: &Vm, state: &Warnings, warning: &Warning) -> PyResult<(String, Option<Value>)> {
    let filters = library(vm, "filters").unwrap_or_else(|| state.filters.clone());
    for item in vm.collect(&filters)? {
        let parts = vm.collect(&item)?;
        let [action, message, category, module, line] = &parts[..] else {
            return Err(vm.value_error("warnings.filters item isn't a 5-tuple"));
        };
        let fits = matches(vm, message, &Value::str(&warning.text))?
            && vm.is_subclass(&Value::Type(warning.category.clone()), category)?
            && matches(vm, module, &warning.module)?
            && (matches!(line, Value::Int(0)) || matches!(line, Value::Int(n) if *n == warning.line));
        if fits {
            return Ok((vm.str(action)?.as_str().to_owned(), Some(item)));
        }
    }
    let default = library(vm, "defaultaction");
    Ok((default.as_ref().and_then(Value::as_str).map_or(DEFAULT_ACTION, |s| s.as_str()).to_owned(), None))
}

/// True when a filter's pattern (None, a text, or a compiled regular expression) fits.
fn matches(vm: &Vm, pattern: &Value, text: &Value) -> PyResult<bool> {
    match pattern {
        Value::None => Ok(true),
        Value::Str(_) => vm.eq(pattern, text),
        pattern => {
            let found = vm.call_method(pattern, &vm.intern("match"), std::slice::from_ref(text))?;
            vm.truth(&found)
        }
    }
}

/// Writes a warning, or gives it to what the program has put in the place of writing.
fn show(vm: &Vm, w: &Warning) -> PyResult<()> {
    if let Some(hook) = library(vm, "_showwarnmsg")
        && !is_untouched(vm)
        && let Some(class) = library(vm, "WarningMessage")
    {
        let args = [w.message.clone(), Value::Type(w.category.clone()), Value::str(&w.filename), Value::Int(w.line)];
        let message = vm.call_kw(&class, &args, &[("source", w.source.clone())])?;
        return vm.call(&hook, &[message]).map(drop);
    }
    let name = w.category.name();
    let mut text = format!("{}:{}: {name}: {}\n", w.filename, w.line, w.text);
    if let Some(line) = w.source_line.clone().or_else(|| file_line(vm, &w.filename, w.line)).filter(|l| !l.is_empty()) {
        text += &format!("  {line}\n");
    }
    if !w.source.is_none() {
        text += &format!("{name}: Enable tracemalloc to get the object allocation traceback\n");
    }
    let stderr = crate::sys::get(vm, "stderr").unwrap_or(Value::None);
    match crate::sys::write_to(vm, &stderr, &text) {
        // A warning that cannot be written is lost.
        Err(e) if vm.matches(&e, &vm.exc.os_error) => Ok(()),
        written => written,
    }
}

/// The functions of `warnings` that programs replace.
const REPLACEABLE: [&str; 4] = ["showwarning", "formatwarning", "_showwarnmsg_impl", "_formatwarnmsg_impl"];

/// True while they are the library's own.
fn is_untouched(vm: &Vm) -> bool {
    let Some(Value::Module(own)) = vm.modules.get_str(&vm.intern("_py_warnings")) else { return false };
    REPLACEABLE.iter().all(|name| match (library(vm, name), own.dict.get_str(&vm.intern(name))) {
        (Some(a), Some(b)) => a.is(&b),
        _ => false,
    })
}

/// A line of a file, without its blanks at both ends.
fn file_line(vm: &Vm, filename: &str, line: i64) -> Option<String> {
    if filename.starts_with('<') {
        return None;
    }
    let state = state(vm);
    let cached = state.last_file.borrow().as_ref().filter(|(name, _)| name == filename).map(|(_, text)| text.clone());
    let text = match cached {
        Some(text) => text,
        None => {
            let bytes = vm.host.read_file(filename).ok()?;
            let text: Rc<str> = String::from_utf8_lossy(&bytes).into();
            *state.last_file.borrow_mut() = Some((filename.to_owned(), text.clone()));
            text
        }
    };
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    text.lines().nth(index).map(|l| l.trim().to_owned())
}
