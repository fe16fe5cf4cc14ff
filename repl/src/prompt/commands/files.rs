//! `%run`, `%load`, `%save`: programs from files into the session, and entries of the session into files.

use std::rc::Rc;

use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::exceptions::field;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm, sys};

use super::parse::{options, words};
use super::{Argument, Command, Context, Failure, Outcome, Ran, past};

pub(super) const COMMANDS: &[Command] = &[
    Command::new(
        "run",
        "[-i] [-m] FILE [ARGUMENTS]",
        "Run a program; its names become the session's",
        Argument::File,
        run,
    )
    .more(
        "It runs as __main__, as from the command line. -i: it sees the session's names from the start.\n\
             -m: MODULE instead of a file. Its asyncio.run() works.",
    ),
    Command::new("load", "FILE | NAME", "Put a file, or an object's source, in the next entry", Argument::File, load),
    Command::new("save", "[-f] [-a] FILE [RANGES]", "Write entries of this session to a file", Argument::File, save)
        .more("RANGES are those of %history: 3, 5-8, 10-. Without them: all. -f replaces a file, -a adds to it."),
];

/// A path with `~` and variables of the environment replaced.
pub(super) fn expand(context: &Context, path: &str) -> PyResult<String> {
    let path = context.call("os.path", "expanduser", &[Value::str(path)])?;
    let path = context.call("os.path", "expandvars", &[path])?;
    Ok(context.vm.str(&path)?.to_string())
}

fn read(context: &Context, path: &str) -> Result<String, Failure> {
    let vm = context.vm;
    let bytes = vm.host.read_file(path).map_err(|e| vm.os_error(&e, Some(path)))?;
    Ok(vm.decode_file(&bytes, path)?)
}

fn exists(context: &Context, path: &str) -> bool {
    context.vm.host.stat(path, true).is_ok_and(|s| s.is_file)
}

// ---- %run ----

/// What is put back after a program.
struct Before {
    main: Option<Value>,
    argv: Option<Value>,
    path: Option<Value>,
}

impl Before {
    fn now(vm: &Vm) -> Before {
        let main = vm.modules.get_str(&vm.intern("__main__"));
        Before { main, argv: sys::get(vm, "argv"), path: sys::get(vm, "path") }
    }

    fn restore(self, vm: &Vm) {
        if let Some(main) = self.main {
            vm.modules.set_str(&vm.intern("__main__"), main);
        }
        for (name, value) in [("argv", self.argv), ("path", self.path)] {
            if let Some(value) = value {
                sys::set(vm, name, value);
            }
        }
    }
}

fn run(context: &Context, arguments: &str) -> Ran {
    let (found, rest) = options(arguments, "im", "").ok_or(Failure::Usage)?;
    let has = |letter: char| found.iter().any(|(l, _)| *l == letter);
    let words = words(rest).filter(|w| !w.is_empty()).ok_or(Failure::Usage)?;
    if has('m') {
        return run_module(context, &words);
    }
    let mut file = expand(context, &words[0])?;
    if !exists(context, &file) && exists(context, &format!("{file}.py")) {
        file.push_str(".py");
    }
    let text = read(context, &file)?;
    let vm = context.vm;
    let module = vm.new_module("__main__");
    module.dict.set_str(&vm.names.__builtins__, Value::Dict(vm.builtins.clone()));
    if let Some(builtins) = vm.modules.get_str(&vm.names.builtins) {
        module.dict.set_str(&vm.names.__builtins__, builtins);
    }
    if has('i') {
        for (name, value) in own_names(context.globals) {
            module.dict.set_str(&vm.intern(&name), value);
        }
    }
    module.dict.set_str(&vm.names.__file__, Value::str(&file));
    let before = Before::now(vm);
    set_up(context, &file, &words);
    vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
    let source = Rc::new(Source::new(file.as_str(), text));
    let ran = vm
        .compile_source(source, Mode::Exec, &CompileOptions::default())
        .and_then(|code| vm.run_code(&code, &module.dict, None));
    // What the program still has to say belongs to it.
    sys::flush_streams(vm);
    before.restore(vm);
    for (name, value) in own_names(&module.dict) {
        context.globals.set_str(&vm.intern(&name), value);
    }
    // Its functions see its module as long as they live; and pickling finds its classes in the session.
    ended(context, ran)
}

/// `sys.argv` and `sys.path` as the program expects them.
fn set_up(context: &Context, file: &str, words: &[String]) {
    let vm = context.vm;
    let arguments = std::iter::once(file).chain(words.iter().skip(1).map(String::as_str));
    sys::set(vm, "argv", Value::list(arguments.map(Value::str).collect()));
    if let Some(Value::List(path)) = sys::get(vm, "path") {
        let directory = vm.host.canonical(file).ok();
        let directory = directory.and_then(|f| f.rsplit_once('/').map(|(d, _)| d.to_owned())).unwrap_or_default();
        let mut with = vec![Value::str(&directory)];
        with.extend(path.snapshot());
        sys::set(vm, "path", Value::list(with));
    }
}

/// The names of a namespace that are its program's.
fn own_names(names: &Ref<Dict>) -> Vec<(String, Value)> {
    let own = |(name, value): (Value, Value)| {
        let name = name.as_str()?.to_string();
        let special = name.starts_with("__") && name.ends_with("__");
        (!special).then_some((name, value))
    };
    names.items().into_iter().filter_map(own).collect()
}

fn run_module(context: &Context, words: &[String]) -> Ran {
    let vm = context.vm;
    let before = Before::now(vm);
    let arguments = words.iter().map(|w| Value::str(w)).collect();
    sys::set(vm, "argv", Value::list(arguments));
    let runner = vm.get_attr(&vm.import("runpy")?, &vm.intern("run_module"))?;
    let keywords = [("run_name", Value::str("__main__")), ("alter_sys", Value::Bool(true))];
    let ran = vm.call_kw(&runner, &[Value::str(&words[0])], &keywords);
    before.restore(vm);
    if let Ok(Value::Dict(names)) = &ran {
        for (name, value) in own_names(names) {
            context.globals.set_str(&vm.intern(&name), value);
        }
    }
    ended(context, ran)
}

/// A program that exits does not end the session.
fn ended(context: &Context, ran: PyResult) -> Ran {
    let vm = context.vm;
    match ran {
        Ok(_) => Ok(Outcome::Done),
        Err(error) if vm.matches(&error, &vm.exc.system_exit) => {
            if let Some(text) = exit_text(vm, &error)? {
                context.complain(&text);
            }
            Ok(Outcome::Done)
        }
        Err(error) => Err(error.into()),
    }
}

fn exit_text(vm: &Vm, error: &Raised) -> PyResult<Option<String>> {
    Ok(match error.0.field(field::CODE) {
        Value::None | Value::Unbound | Value::Int(0) | Value::Bool(false) => None,
        Value::Int(status) => Some(format!("exit status {status}")),
        other => Some(vm.str(&other)?.to_string()),
    })
}

// ---- %load, %save ----

fn load(context: &Context, what: &str) -> Ran {
    if what.is_empty() {
        return Err(Failure::Usage);
    }
    let what = words(what).and_then(|w| w.into_iter().next()).ok_or(Failure::Usage)?;
    let path = expand(context, &what)?;
    let is_name = what.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let text = if exists(context, &path) || !is_name {
        read(context, &path)?
    } else if exists(context, &format!("{path}.py")) {
        read(context, &format!("{path}.py"))?
    } else if let Ok(object) = context.evaluate(&what) {
        let source = context.call("inspect", "getsource", &[object])?;
        let source = context.call("textwrap", "dedent", &[source])?;
        context.vm.str(&source)?.to_string()
    } else {
        return Err(Failure::Said(format!("no file and no name {what}")));
    };
    Ok(Outcome::Offer(text.trim_end().to_owned()))
}

fn save(context: &Context, arguments: &str) -> Ran {
    let (found, rest) = options(arguments, "fa", "").ok_or(Failure::Usage)?;
    let has = |letter: char| found.iter().any(|(l, _)| *l == letter);
    let words = words(rest).filter(|w| !w.is_empty()).ok_or(Failure::Usage)?;
    let mut path = expand(context, &words[0])?;
    if !path.rsplit('/').next().unwrap_or_default().contains('.') {
        path.push_str(".py");
    }
    let chosen = past::ranges(&words[1..], context.entries.len()).ok_or(Failure::Usage)?;
    if context.vm.host.stat(&path, false).is_ok() && !has('f') && !has('a') {
        return Err(Failure::Said(format!("{path} exists: -f replaces it, -a adds to it")));
    }
    let mut text = String::new();
    for number in &chosen {
        text.push_str(context.entries[number - 1].trim_end());
        text.push('\n');
    }
    let mode = if has('a') { "a" } else { "w" };
    context.support("write", &[Value::str(&path), Value::str(&text), Value::str(mode)])?;
    let count = chosen.len();
    context.print(&format!("{count} {} written to {path}\n", if count == 1 { "entry" } else { "entries" }))?;
    Ok(Outcome::Done)
}
