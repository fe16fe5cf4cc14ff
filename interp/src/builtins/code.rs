//! `compile`, `eval`, `exec`, `globals`, `locals` and `__import__`.

use std::rc::Rc;

use crate::codecs;
use crate::error::PyResult;
use crate::heap::Ref;
use crate::lower::CompileOptions;
use crate::native::{Args, NativeDef, function, function_raw};
use crate::parse::Mode;
use crate::source::Source;
use crate::types::bytes::buffer;
use crate::types::cell::Cell;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::dict::ops::as_dict;
use crate::types::str::surrogates;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
    )
    .doc("Compile source text to a code object, for exec() or eval()."),
    function("eval", "(source, /, globals=None, locals=None)", eval).doc("The value of an expression given as text."),
    function("exec", "(source, /, globals=None, locals=None, *, closure=None)", exec)
        .doc("Execute statements given as text."),
    function_raw("__build_class__", "(func, name, /, *bases, metaclass=None, **kwds)", build_class)
        .doc("Make a class: what the class statement does with its body."),
    function("exit", "(code=None)", leave).doc("Ends the program, as sys.exit does."),
    function("quit", "(code=None)", leave).doc("Ends the program, as sys.exit does."),
    function("globals", "()", globals).doc("The namespace of the current module."),
    function("locals", "()", |vm, _| vm.current_locals()).doc("The local variables."),
    function("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", import)
        .doc("Import a module: what the import statement calls."),
];

fn leave(vm: &Vm, a: &[Value]) -> PyResult {
    Err(vm.new_exception(&vm.exc.system_exit, vec![a[0].bound().cloned().unwrap_or(Value::None)]))
}

fn build_class(vm: &Vm, args: &Args) -> PyResult {
    let [func, name, bases @ ..] = args.pos() else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Value::Function(func) = func else { return Err(vm.type_error("__build_class__: func must be a function")) };
    let Some(name) = name.as_str() else { return Err(vm.type_error("__build_class__: name is not a string")) };
    let keywords = args.keywords().map(|(n, v)| (n.clone(), v.clone())).collect();
    vm.build_class(name, bases.to_vec(), keywords, &|namespace| vm.run_class_body(func, namespace))
}

/// Bits of `compile`'s `flags`, by their names in the modules `ast` and `__future__`.
mod flags {
    pub const DO_NOT_IMPLY_DEDENT: i64 = 0x200;
    pub const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
    pub const ONLY_AST: i64 = 0x400;
    pub const ALLOW_TOP_LEVEL_AWAIT: i64 = 0x2000;
    pub const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
    /// Those and the others that CPython knows: they change nothing here.
    pub const KNOWN: i64 = 0x1ff_ff10 | 0x2000 | 0x400;
}

/// The text of what `compile`, `exec` and `eval` are given; `None` when it is no text.
fn text_of(vm: &Vm, v: &Value, filename: &str) -> PyResult<Option<String>> {
    let bytes = match v.inner() {
        Value::Str(s) => {
            codecs::check_utf8(vm, s)?;
            return no_null(vm, s.as_str().to_string()).map(Some);
        }
        _ => match buffer::copy_of(vm, v)? {
            Some(bytes) => bytes,
            None => return Ok(None),
        },
    };
    let text =
        crate::parse::decode_source(&bytes).map_err(|e| vm.syntax_error(&e, &Source::new(filename, ""), Mode::Exec))?;
    no_null(vm, text).map(Some)
}

fn no_null(vm: &Vm, text: String) -> PyResult<String> {
    if text.contains('\0') {
        return Err(vm.error(&vm.exc.syntax_error, "source code string cannot contain null bytes"));
    }
    Ok(text)
}

fn filename_of(vm: &Vm, v: &Value) -> PyResult<String> {
    match v.inner() {
        Value::Str(s) => return Ok(s.as_str().to_string()),
        Value::Bytes(b) => return Ok(surrogates::from_system(b.as_slice().to_vec())),
        _ => {}
    }
    match vm.call_special(v, &vm.names.__fspath__, &[])? {
        Some(path) if path.as_str().is_some() => filename_of(vm, &path),
        _ => Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {}", vm.class_name(v)))),
    }
}

fn compile(vm: &Vm, a: &[Value]) -> PyResult {
    let filename = filename_of(vm, &a[1])?;
    let Some(mode) = a[2].as_str() else {
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {}", vm.type_name(&a[2]))));
    };
    let given = match a[3].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    if given & !flags::KNOWN != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let mode = match mode.as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let optimize = match a[5].bound() {
        Some(v) => vm.index_i64(v)?,
        None => -1,
    };
    let optimize = match optimize {
        -1 => None,
        0..=2 => Some(optimize as u8),
        _ => return Err(vm.value_error("compile(): invalid optimize value")),
    };
    if given & flags::ONLY_AST != 0 {
        return syntax_tree(vm, &a[0], &filename, &a[2]);
    }
    if let Value::Code(_) = &a[0] {
        return Ok(a[0].clone());
    }
    let top_level_await = given & flags::ALLOW_TOP_LEVEL_AWAIT != 0;
    let inherited = !vm.truth(a[4].bound().unwrap_or(&Value::Bool(false)))? && in_future(vm);
    let future_annotations = inherited || given & flags::FUTURE_ANNOTATIONS != 0;
    if matches!(a[0], Value::Instance(_)) && is_tree(vm, &a[0])? {
        let compile = vm.get_attr(&vm.import("_ast")?, &vm.intern("_compile"))?;
        let optimize = Value::Int(optimize.map_or(-1, i64::from));
        let flags = [Value::Bool(top_level_await), Value::Bool(future_annotations), optimize];
        let args: Vec<Value> = [a[0].clone(), Value::from(filename), a[2].clone()].into_iter().chain(flags).collect();
        return vm.call(&compile, &args);
    }
    let Some(text) = text_of(vm, &a[0], &filename)? else {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    };
    if given & flags::ALLOW_INCOMPLETE_INPUT != 0
        && crate::parse::awaits_more(&text, mode, given & flags::DO_NOT_IMPLY_DEDENT != 0)
    {
        return Err(vm.error(&vm.exc.incomplete_input_error, "incomplete input"));
    }
    let options = CompileOptions {
        top_level_await,
        future_annotations,
        optimize,
        // Whether it will be run with locals of its own is not known yet.
        namespace: true,
        ..CompileOptions::default()
    };
    vm.compile_source(Rc::new(Source::new(filename, text)), mode, &options).map(Value::Code)
}

/// True when the code that calls was compiled under `from __future__ import annotations`.
fn in_future(vm: &Vm) -> bool {
    vm.with_frame(0, |frame| frame.code().future_annotations).unwrap_or(false)
}

/// True for an object of the syntax tree classes.
fn is_tree(vm: &Vm, v: &Value) -> PyResult<bool> {
    let node = vm.get_attr(&vm.import("_ast")?, &vm.intern("AST"))?;
    vm.is_instance(v, &node)
}

/// The tree of a text, which is made of objects of the module `_ast`: it knows how.
fn syntax_tree(vm: &Vm, source: &Value, filename: &str, mode: &Value) -> PyResult {
    let module = vm.import("_ast")?;
    if is_tree(vm, source)? {
        return Ok(source.clone());
    }
    let Some(text) = text_of(vm, source, filename)? else {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    };
    let make = vm.get_attr(&module, &vm.intern("_tree"))?;
    vm.call(&make, &[Value::from(text), Value::str(filename), mode.clone()])
}

/// Where code is to run.
struct Scope {
    globals: Ref<Dict>,
    /// When they are not the globals.
    locals: Option<Value>,
}

/// The namespaces that `exec` and `eval` were given, or those of their caller.
fn scope(vm: &Vm, globals: Option<&Value>, locals: Option<&Value>) -> PyResult<Scope> {
    let (globals, locals) = match (globals, locals) {
        (Some(g), locals) => {
            let Some(dict) = as_dict(g) else { return Err(vm.type_error("globals must be a dict")) };
            // Of a derived class: names are asked for through its methods.
            (dict.clone(), Some(locals.unwrap_or(g).clone()))
        }
        (None, locals) => {
            let Some(globals) = vm.current_globals() else { return Err(vm.runtime_error("no current frame")) };
            let locals = match locals {
                Some(l) => l.clone(),
                None => vm.current_locals()?,
            };
            (globals, Some(locals))
        }
    };
    let n = &vm.names.__builtins__;
    if globals.get_str(n).is_none() {
        globals.set_str(n, Value::Dict(vm.builtins.clone()));
    }
    let locals = locals.filter(|l| !matches!(l, Value::Dict(d) if d.is(&globals)));
    Ok(Scope { globals, locals })
}

fn is_mapping(vm: &Vm, v: &Value) -> bool {
    as_dict(v).is_some() || vm.lookup_special(v, &vm.names.__getitem__).is_some()
}

fn run(vm: &Vm, source: &Value, scope: Scope, mode: Mode, function: &str) -> PyResult {
    let code = match source {
        Value::Code(code) => code.clone(),
        _ => compile_for(vm, source, &scope, mode, function)?,
    };
    if !code.free.is_empty() {
        return Err(vm.type_error(format!("code object passed to {function}() may not contain free variables")));
    }
    vm.run_code(&code, &scope.globals, scope.locals)
}

/// The cells of `exec`'s argument `closure`, which code with free variables needs, and no other code may have.
fn closure_of(vm: &Vm, code: &Code, closure: &Value) -> PyResult<Option<Box<[Ref<Cell>]>>> {
    let needed = code.free.len();
    if needed == 0 {
        return match closure.some() {
            None => Ok(None),
            Some(_) => Err(vm.type_error("cannot use a closure with this code object")),
        };
    }
    let cells: Option<Vec<Ref<Cell>>> = match closure {
        Value::Tuple(t) => t.iter().map(|v| if let Value::Cell(c) = v { Some(c.clone()) } else { None }).collect(),
        _ => None,
    };
    match cells {
        Some(cells) if cells.len() == needed => Ok(Some(cells.into_boxed_slice())),
        _ => Err(vm.type_error(format!("code object requires a closure of exactly length {needed}"))),
    }
}

fn compile_for(vm: &Vm, source: &Value, scope: &Scope, mode: Mode, function: &str) -> PyResult<Ref<Code>> {
    let Some(text) = text_of(vm, source, "<string>")? else {
        return Err(vm.type_error(format!("{function}() arg 1 must be a string, bytes or code object")));
    };
    // An expression may be indented.
    let text = if mode == Mode::Eval { text.trim_start_matches([' ', '\t']).to_string() } else { text };
    let options =
        CompileOptions { namespace: scope.locals.is_some(), future_annotations: in_future(vm), ..Default::default() };
    vm.compile_source(Rc::new(Source::new("<string>", text)), mode, &options)
}

fn eval(vm: &Vm, a: &[Value]) -> PyResult {
    let (globals, locals) = (a[1].some(), a[2].some());
    if locals.is_some_and(|l| !is_mapping(vm, l)) {
        return Err(vm.type_error("locals must be a mapping"));
    }
    if let Some(g) = globals
        && as_dict(g).is_none()
    {
        return Err(vm.type_error(if is_mapping(vm, g) {
            "globals must be a real dict; try eval(expr, {}, mapping)"
        } else {
            "globals must be a dict"
        }));
    }
    run(vm, &a[0], scope(vm, globals, locals)?, Mode::Eval, "eval")
}

fn exec(vm: &Vm, a: &[Value]) -> PyResult {
    let (globals, locals) = (a[1].some(), a[2].some());
    if let Some(g) = globals
        && as_dict(g).is_none()
    {
        return Err(vm.type_error(format!("exec() globals must be a dict, not {}", vm.type_name(g))));
    }
    if let Some(l) = locals
        && !is_mapping(vm, l)
    {
        return Err(vm.type_error(format!("locals must be a mapping or None, not {}", vm.type_name(l))));
    }
    let closure = match &a[0] {
        Value::Code(code) => closure_of(vm, code, &a[3])?.map(|cells| (code, cells)),
        _ if a[3].some().is_some() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        _ => None,
    };
    let scope = scope(vm, globals, locals)?;
    if let Some((code, cells)) = closure {
        let function = vm.function_of(code, &scope.globals, cells);
        vm.call(&Value::Function(Ref::new(function)), &[])?;
    } else {
        run(vm, &a[0], scope, Mode::Exec, "exec")?;
    }
    Ok(Value::None)
}

fn globals(vm: &Vm, _a: &[Value]) -> PyResult {
    Ok(vm.current_globals().map_or(Value::None, Value::Dict))
}

fn import(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(name) = a[0].as_str() else { return Err(vm.type_error("module name must be a string")) };
    let level = match a[4].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let Ok(level) = u32::try_from(level) else { return Err(vm.value_error("level must be >= 0")) };
    if name.is_empty() && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let globals = match a[1].some().and_then(as_dict) {
        Some(d) => d.clone(),
        None => vm.current_globals().unwrap_or_else(|| vm.builtins.clone()),
    };
    let full = vm.resolve_name(name.as_str(), level, &globals)?;
    let module = vm.import(&full)?;
    let names = match a[3].some() {
        Some(v) => vm.collect(v)?,
        None => Vec::new(),
    };
    if !names.is_empty() {
        load_submodules(vm, &module, &full, &names)?;
        return Ok(module);
    }
    // Without a list of names the result is the package that the name begins with.
    let rest = name.as_str().split_once('.').map_or(0, |(_, rest)| rest.len() + 1);
    vm.import(&full[..full.len() - rest])
}

/// Imports the submodules among `names` that the package does not have yet.
fn load_submodules(vm: &Vm, package: &Value, full: &str, names: &[Value]) -> PyResult<()> {
    if vm.get_attr_opt(package, &vm.names.__path__)?.is_none() {
        return Ok(());
    }
    for name in names.iter().filter_map(Value::as_str) {
        if name.as_str() == "*" || vm.get_attr_opt(package, &vm.intern_str(name))?.is_some() {
            continue;
        }
        let submodule = vm.import(&format!("{full}.{name}"));
        vm.absorb(submodule, &vm.exc.module_not_found_error)?;
    }
    Ok(())
}
