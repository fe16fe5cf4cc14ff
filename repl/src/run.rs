//! Running what the command line names, and turning its end into an exit status.

use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use taipan_interp::host::os::OsHost;
use taipan_interp::host::{Host, signal};
use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::exceptions::field;
use taipan_interp::types::module::Module;
use taipan_interp::vm::Config;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm, sys, traceback};

use crate::cli::{Options, Start, Target, VirtualStart};
use crate::prompt::inputrc::{self, Keymap};
use crate::prompt::output::Output;
use crate::prompt::{self, Opening};
use crate::site;

/// Of the native stack, left for what cannot ask how much there is (the parser, the system's library).
const STACK_RESERVE: usize = 256 << 10;

/// The signal of Ctrl-C.
const INTERRUPT: i32 = 2;

/// CPython's status when the last output could not be written.
const FLUSH_FAILED: u8 = 120;
/// How a program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Status(u8),
    /// By a KeyboardInterrupt that nobody caught.
    Interrupted,
}

/// Runs the program, on a stack that has `stack` bytes.
pub fn run(start: &Start, stack: usize) -> End {
    let host = OsHost::with_signals().unwrap_or_default();
    let output = Arc::new(Output::default());
    let host = if may_prompt(start) { host.with_screen(output.clone()) } else { host };
    let host: Arc<dyn Host> = Arc::new(match start.options.virtual_time {
        None => host,
        Some(VirtualStart::At(start)) => host.with_virtual_time(Duration::ZERO, start),
        Some(VirtualStart::Now) => {
            let start = host.now();
            host.with_virtual_time(Duration::ZERO, start)
        }
    });
    let Some(hash_seed) = hash_seed(&*host, &start.options) else {
        eprintln!(
            "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range \
             [0; 4294967295]"
        );
        return End::Status(1);
    };
    taipan_interp::types::hash::set_seed(hash_seed);
    // Not dropped: the process ends, and takes the memory with it at once.
    let vm = ManuallyDrop::new(Vm::new(host, stack.saturating_sub(STACK_RESERVE)));
    taipan_stdlib::install(&vm);
    let packages = configure(&vm, start);
    vm.config.borrow_mut().hash_randomization = hash_seed != 0;
    if !packages.is_empty() {
        site::set_up(&vm, &packages);
    }
    let end = match execute(&vm, start, &output) {
        Ok(()) => End::Status(0),
        Err(Stop::Ended(end)) => end,
        Err(Stop::Raised(error)) => report(&vm, error),
    };
    let end = if goes_on(&vm, start, end) { inspect(&vm, start, &output) } else { end };
    let end = finish(&vm, end);
    vm.lock.end();
    end
}

/// True when this may come to a prompt, which shares the terminal with the program. (What a program says by setting
/// PYTHONINSPECT itself comes too late for that: then the prompt does without.)
fn may_prompt(start: &Start) -> bool {
    start.target == Target::Prompt || start.options.interactive > 0 || std::env::var_os("PYTHONINSPECT").is_some()
}

/// True when the prompt follows a program.
fn goes_on(vm: &Vm, start: &Start, end: End) -> bool {
    let ignore = start.options.ignore_environment || start.options.isolated;
    let told = || !ignore && vm.host.env("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
    match start.target {
        // It was the prompt.
        Target::Prompt => false,
        _ => end != End::Interrupted && (start.options.interactive > 0 || told()),
    }
}

/// The prompt, with the names of the program that has run.
fn inspect(vm: &Vm, start: &Start, output: &Arc<Output>) -> End {
    let module = match vm.modules.get_str(&vm.intern("__main__")) {
        Some(Value::Module(module)) => module,
        _ => main_module(vm),
    };
    vm.config.borrow_mut().interactive = true;
    prompt::run(
        vm,
        &module,
        Opening { output: output.clone(), banner: false, asyncio: false, keymap: keymap(vm, start), startup: None },
    )
}

/// The prompt, from the start.
fn ask(vm: &Vm, start: &Start, output: &Arc<Output>) -> End {
    let ignore = start.options.ignore_environment || start.options.isolated;
    let startup = if ignore { None } else { vm.host.env("TAIPANSTARTUP").filter(|v| !v.is_empty()) };
    let banner = start.options.quiet == 0;
    prompt::run(
        vm,
        &main_module(vm),
        Opening { output: output.clone(), banner, asyncio: true, keymap: keymap(vm, start), startup },
    )
}

/// The keys that edit: as the command line says, else readline's configuration.
fn keymap(vm: &Vm, start: &Start) -> Keymap {
    match (start.options.vi, start.options.emacs) {
        (true, _) => Keymap::Vi,
        (_, true) => Keymap::Emacs,
        _ => inputrc::keymap(&*vm.host),
    }
}

/// The seed of text hashes: drawn, unless PYTHONHASHSEED names one (0: none). `None` when that is no number.
fn hash_seed(host: &dyn Host, options: &Options) -> Option<u64> {
    let ignore = options.ignore_environment || options.isolated || options.random_hashes > 0;
    let wanted = if ignore { None } else { host.env("PYTHONHASHSEED").filter(|v| !v.is_empty() && v != "random") };
    if let Some(wanted) = wanted {
        return wanted.parse::<u32>().ok().map(u64::from);
    }
    let mut seed = [0; 8];
    // Without entropy there is still the fixed seed.
    let drawn = host.random(&mut seed).is_ok();
    Some(if drawn { u64::from_ne_bytes(seed) | 1 } else { 0 })
}

/// Why nothing more is run.
enum Stop {
    /// The message has been written.
    Ended(End),
    Raised(Raised),
}

impl From<Raised> for Stop {
    fn from(error: Raised) -> Stop {
        Stop::Raised(error)
    }
}

/// Returns where third-party packages are.
fn configure(vm: &Vm, start: &Start) -> Vec<String> {
    let options = &start.options;
    let ignore = options.ignore_environment || options.isolated;
    let env = |name: &str| if ignore { None } else { vm.host.env(name).filter(|v| !v.is_empty()) };
    let (script, first) = match &start.target {
        Target::File(path) => (path.clone(), script_dir(vm, path)),
        Target::Command(_) => ("-c".to_owned(), Some(String::new())),
        Target::Module(_) => ("-m".to_owned(), vm.host.cwd().ok()),
        Target::Stdin if start.line.get(1).is_some_and(|a| a.ends_with('-')) => ("-".to_owned(), Some(String::new())),
        Target::Stdin | Target::Prompt => (String::new(), Some(String::new())),
    };
    let mut path: Vec<String> = first.filter(|_| !options.isolated && !options.safe_path).into_iter().collect();
    for variable in ["TAIPANPATH", "PYTHONPATH"] {
        let more = env(variable).unwrap_or_default();
        path.extend(more.split(':').filter(|p| !p.is_empty()).map(str::to_owned));
    }
    let packages = env("VIRTUAL_ENV").map_or_else(Vec::new, |root| site::packages(vm, &root));
    let packages = if options.no_site > 0 { Vec::new() } else { packages };
    path.extend(packages.iter().cloned());
    let x_options: Vec<(String, Option<String>)> = options
        .implementation
        .iter()
        .map(|o| match o.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (o.clone(), None),
        })
        .collect();
    let dev_mode = x_options.iter().any(|(n, _)| n == "dev") || env("PYTHONDEVMODE").is_some();
    let mut warn_options: Vec<String> = Vec::new();
    if dev_mode {
        warn_options.push("default".to_owned());
    }
    if let Some(all) = env("PYTHONWARNINGS") {
        warn_options.extend(all.split(',').map(str::to_owned));
    }
    warn_options.extend(options.warnings.iter().cloned());
    *vm.config.borrow_mut() = Config {
        argv: std::iter::once(script).chain(start.args.iter().cloned()).collect(),
        script_dir: path.first().cloned(),
        path,
        main_module: None,
        dev_mode,
        executable: vm.host.executable(),
        interactive: start.target == Target::Prompt || options.interactive > 0,
        orig_argv: start.line.clone(),
        warn_options,
        x_options,
        optimize: options.optimize.into(),
        isolated: options.isolated,
        ignore_environment: ignore,
        safe_path: options.safe_path || options.isolated,
        quiet: options.quiet > 0,
        hash_randomization: false,
    };
    sys::configure(vm);
    if !vm.config.borrow().warn_options.is_empty() {
        // The module makes filters of them when it is run. Nothing of it fails, and without it nothing is lost but them.
        let _ = vm.import("warnings").and_then(|m| vm.get_attr(&m, &vm.intern("filters")));
    }
    if options.unbuffered || env("PYTHONUNBUFFERED").is_some() {
        sys::unbuffer(vm);
    }
    packages
}

/// `sys.path[0]` for a script: the directory it lies in (links resolved), or the one that is run.
fn script_dir(vm: &Vm, path: &str) -> Option<String> {
    if vm.host.stat(path, true).is_ok_and(|s| s.is_dir) {
        return Some(absolute(vm, path));
    }
    if is_archive(vm, path) {
        return Some(absolute(vm, path));
    }
    let real = vm.host.canonical(path).ok()?;
    Some(real.rsplit_once('/').map_or(String::new(), |(dir, _)| dir.to_owned()))
}

/// True for a file that ends as archives do. What is named as source text is not even read.
fn is_archive(vm: &Vm, path: &str) -> bool {
    /// Marks the record at the end of a zip archive, behind which a comment may stand.
    const END: &[u8] = b"PK\x05\x06";
    const RECORD: usize = 22;
    const LONGEST_COMMENT: usize = 0xFFFF;
    if path.ends_with(".py") || !vm.host.stat(path, true).is_ok_and(|s| s.is_file) {
        return false;
    }
    let bytes = vm.host.read_file(path).unwrap_or_default();
    let tail = &bytes[bytes.len().saturating_sub(RECORD + LONGEST_COMMENT)..];
    tail.windows(END.len()).any(|w| w == END)
}

fn execute(vm: &Vm, start: &Start, output: &Arc<Output>) -> Result<(), Stop> {
    match &start.target {
        Target::File(path) => run_file(vm, path),
        Target::Command(code) => run_text(vm, "<string>", code.clone() + "\n", |source| source.shown = true),
        Target::Module(name) => crate::module::run_module(vm, name).map_err(Stop::from),
        Target::Stdin => run_stdin(vm),
        Target::Prompt => Err(Stop::Ended(ask(vm, start, output))),
    }
}

/// The module `__main__`, empty but for what every module has.
pub fn main_module(vm: &Vm) -> Ref<Module> {
    let module = vm.new_module("__main__");
    module.dict.set_str(&vm.names.__builtins__, builtins_module(vm));
    // Made when a program asks for it.
    module.dict.remove_str(&vm.names.__loader__);
    vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
    module
}

fn builtins_module(vm: &Vm) -> Value {
    vm.modules.get_str(&vm.names.builtins).unwrap_or_else(|| Value::Dict(vm.builtins.clone()))
}

/// Compiles and runs text in a module.
fn run_in(vm: &Vm, module: &Module, source: Source) -> PyResult<()> {
    let code = vm.compile_source(Rc::new(source), Mode::Exec, &CompileOptions::default())?;
    vm.run_code(&code, &module.dict, None).map(drop)
}

fn run_text(vm: &Vm, name: &str, text: String, adjust: impl FnOnce(&mut Source)) -> Result<(), Stop> {
    let mut source = Source::new(name, text);
    adjust(&mut source);
    Ok(run_in(vm, &main_module(vm), source)?)
}

fn run_stdin(vm: &Vm) -> Result<(), Stop> {
    let mut text = Vec::new();
    let mut chunk = [0; 8192];
    loop {
        match vm.allow_threads(|host| host.read_stdin(&mut chunk)) {
            Ok(0) => break,
            Ok(n) => text.extend_from_slice(&chunk[..n]),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {
                if vm.host.take_signals() & signal::bit(INTERRUPT) != 0 {
                    return Err(Stop::Ended(End::Interrupted));
                }
            }
            Err(e) => return Err(Stop::Raised(vm.os_error(&e, None))),
        }
    }
    run_bytes(vm, "<stdin>", &text, &main_module(vm))
}

fn run_file(vm: &Vm, path: &str) -> Result<(), Stop> {
    let mut file = path.to_owned();
    let program = vm.host.executable();
    let mut in_directory = false;
    if is_archive(vm, path) {
        main_module(vm);
        let runner = vm.get_attr(&vm.import("runpy")?, &vm.intern("_run_module_as_main"))?;
        vm.call(&runner, &[Value::str("__main__"), Value::Bool(false)])?;
        return Ok(());
    }
    if vm.host.stat(path, true).is_ok_and(|s| s.is_dir) {
        let dir = absolute(vm, path);
        file = format!("{}/__main__.py", dir.trim_end_matches('/'));
        if !vm.host.stat(&file, true).is_ok_and(|s| s.is_file) {
            eprintln!("{program}: can't find '__main__' module in '{dir}'");
            return Err(Stop::Ended(End::Status(1)));
        }
        in_directory = true;
    }
    let bytes = match vm.host.read_file(&file) {
        Ok(bytes) => bytes,
        Err(e) => {
            let number = e.raw_os_error().unwrap_or(0);
            let message = taipan_interp::types::exceptions::os_error_message(&e);
            let shown = absolute(vm, &file);
            eprintln!("{program}: can't open file '{shown}': [Errno {number}] {message}");
            return Err(Stop::Ended(End::Status(2)));
        }
    };
    let module = main_module(vm);
    let shown = absolute(vm, &file);
    module.dict.set_str(&vm.names.__file__, Value::str(&shown));
    if in_directory {
        vm.config.borrow_mut().main_module = Some("__main__".to_owned());
        module.dict.set_str(&vm.names.__package__, Value::str(""));
        // Made when a program asks for it.
        module.dict.remove_str(&vm.names.__spec__);
    } else {
        module.dict.set_str(&vm.names.__cached__, Value::None);
    }
    run_bytes(vm, &shown, &bytes, &module)
}

fn absolute(vm: &Vm, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    match vm.host.cwd() {
        Ok(cwd) => format!("{}/{path}", cwd.trim_end_matches('/')),
        Err(_) => path.to_owned(),
    }
}

fn run_bytes(vm: &Vm, name: &str, bytes: &[u8], module: &Module) -> Result<(), Stop> {
    let text = vm.decode_file(bytes, name)?;
    Ok(run_in(vm, module, Source::new(name, text))?)
}

/// Says what ended the program.
fn report(vm: &Vm, error: Raised) -> End {
    if vm.matches(&error, &vm.exc.system_exit) {
        return End::Status(exit_status(vm, &error));
    }
    // The reader of our output has left: there is nobody to tell.
    if vm.matches(&error, &vm.exc.broken_pipe_error) && sys::stdout_is_broken(vm) {
        return End::Status(FLUSH_FAILED);
    }
    sys::flush_streams(vm);
    let end = if vm.matches(&error, &vm.exc.keyboard_interrupt) { End::Interrupted } else { End::Status(1) };
    set_last(vm, &error);
    match sys::get(vm, "excepthook") {
        Some(hook) if !sys::is_default_hook(vm, "excepthook", &hook) => own_hook(vm, &hook, error, end),
        Some(_) => {
            traceback::print_exception(vm, &error.0);
            end
        }
        None => {
            sys::stderr_write(vm, "sys.excepthook is missing\n");
            traceback::print_exception(vm, &error.0);
            end
        }
    }
}

/// `sys.last_exc` and its older parts, for debuggers.
pub fn set_last(vm: &Vm, error: &Raised) {
    if let Value::Tuple(info) = sys::exc_info_of(vm, Some(&error.0))
        && let [class, value, tb] = info.items()
    {
        sys::set(vm, "last_exc", value.clone());
        sys::set(vm, "last_type", class.clone());
        sys::set(vm, "last_value", value.clone());
        sys::set(vm, "last_traceback", tb.clone());
    }
}

/// Calls the program's own `sys.excepthook`, at the prompt.
pub fn call_excepthook(vm: &Vm, hook: &Value, error: &Raised) {
    own_hook(vm, hook, Raised(error.0.clone()), End::Status(1));
}

/// Calls the program's own `sys.excepthook`.
fn own_hook(vm: &Vm, hook: &Value, error: Raised, end: End) -> End {
    let Value::Tuple(info) = sys::exc_info_of(vm, Some(&error.0)) else { return end };
    match vm.call(hook, info.items()) {
        Ok(_) => end,
        Err(second) if vm.matches(&second, &vm.exc.system_exit) => End::Status(exit_status(vm, &second)),
        Err(second) => {
            sys::stderr_write(vm, "Error in sys.excepthook:\n");
            traceback::print_exception(vm, &second.0);
            sys::stderr_write(vm, "\nOriginal exception was:\n");
            traceback::print_exception(vm, &error.0);
            end
        }
    }
}

/// The status that a SystemExit asks for; a code that is no number is printed.
pub fn exit_status(vm: &Vm, error: &Raised) -> u8 {
    let code = match error.0.field(field::CODE) {
        Value::None => vm.get_attr_opt(&Value::Exception(error.0.clone()), &vm.names.code).ok().flatten(),
        code => Some(code),
    };
    match code.unwrap_or(Value::None) {
        Value::None => 0,
        Value::Bool(b) => b.into(),
        // As the system does it: the lowest eight bits.
        Value::Int(n) => n.to_le_bytes()[0],
        Value::Big(_) => u8::MAX,
        other => {
            sys::flush_streams(vm);
            if let Ok(text) = vm.str(&other) {
                sys::stderr_write(vm, &format!("{text}\n"));
            }
            1
        }
    }
}

/// What happens after the program: threads are waited for, functions registered with `atexit` are called, modules go
/// with the last finalisers, the last output is written.
fn finish(vm: &Vm, end: End) -> End {
    taipan_stdlib::end_program(vm);
    if let Err(error) = vm.run_pending() {
        return report(vm, error);
    }
    taipan_stdlib::finish(vm);
    sys::state(vm).finalizing.set(true);
    // From here on the threads that are left stand still.
    vm.lock.end();
    vm.tear_down();
    match sys::flush_at_exit(vm) {
        Ok(()) => end,
        Err(_) if sys::stdout_is_broken(vm) => End::Status(FLUSH_FAILED),
        Err(error) => {
            let stream = sys::get(vm, "stdout").unwrap_or(Value::None);
            traceback::report_unraisable(vm, error, None, &stream);
            End::Status(FLUSH_FAILED)
        }
    }
}
