//! The prompt's own commands: `%name`, `!shell`, `name?`.
//!
//! Owns what is a command and what is Python ([`parse`]), the table that `%help` and completion read ([`COMMANDS`]), and
//! running one ([`run`]). A command never drives the event loop: what has to be awaited it hands to the session, with what
//! is to be done afterwards ([`Outcome::Await`]), so that background tasks go on and Ctrl-C ends it like any statement.
//! One file a family of commands.

mod about;
mod complete;
mod drive;
mod files;
mod jobs;
mod names;
mod parse;
mod past;
mod shell;
mod shown;
mod tasks;
mod timing;

use std::rc::Rc;

use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::code::Code;
use taipan_interp::types::dict::Dict;
use taipan_interp::vm::suggest;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm, sys};

use super::help;
use super::results::Style;
use super::results::paint::{Role, paint};

pub(super) use about::command_help;
pub use complete::{Completion, complete};
pub use drive::style;
pub use parse::{Line, parse};
pub(super) use shown::in_pager;

/// What commands know of the session.
pub struct Context<'a> {
    pub vm: &'a Vm,
    /// The session's names.
    pub globals: &'a Ref<Dict>,
    /// Its event loop.
    pub event_loop: &'a Value,
    pub style: Style,
    /// The entries of this session, oldest first, without the one that is being run.
    pub entries: &'a [String],
    /// Entries of earlier sessions and this one, oldest first.
    pub history: &'a dyn Fn() -> Vec<String>,
}

/// What is done when what was awaited has ended.
pub type After = Box<dyn FnOnce(&Context, PyResult) -> PyResult<Outcome>>;

/// What is left to do after a command.
pub enum Outcome {
    Done,
    /// To be displayed as the value of an expression is.
    Value(Value),
    /// The next entry begins with this text.
    Offer(String),
    /// This is to be run as an entry.
    Run(String),
    /// This is to be awaited as a statement of the session, then this is to be called.
    Await(Value, After),
}

/// Why a command did nothing.
pub enum Failure {
    /// In a sentence.
    Said(String),
    /// The arguments make no sense: the usage is shown.
    Usage,
    Raised(Raised),
}

impl From<Raised> for Failure {
    fn from(error: Raised) -> Failure {
        Failure::Raised(error)
    }
}

/// What a command gives.
pub type Ran = Result<Outcome, Failure>;

/// What is completed behind a command's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Argument {
    None,
    /// Python code.
    Code,
    File,
    Directory,
    /// A task's name, or its number in `%tasks`.
    Task,
    /// The number of a background job.
    Job,
    /// A variable of the session.
    Name,
    /// The name of another command.
    Command,
    /// A variable of the environment.
    Environment,
    /// Anything else.
    Text,
}

/// A command.
pub struct Command {
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// Its arguments, as `%help` shows them.
    pub arguments: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    pub argument: Argument,
    pub run: fn(&Context, &str) -> Ran,
    /// What `%help name` says besides.
    pub more: &'static str,
}

impl Command {
    const fn new(
        name: &'static str,
        arguments: &'static str,
        about: &'static str,
        argument: Argument,
        run: fn(&Context, &str) -> Ran,
    ) -> Command {
        Command { name, aliases: &[], arguments, about, argument, run, more: "" }
    }

    const fn also(mut self, aliases: &'static [&'static str]) -> Command {
        self.aliases = aliases;
        self
    }

    const fn more(mut self, more: &'static str) -> Command {
        self.more = more;
        self
    }

    /// How it is called.
    pub fn usage(&self) -> String {
        format!("%{} {}", self.name, self.arguments).trim_end().to_owned()
    }
}

/// The families of commands, as `%help` lists them.
pub const FAMILIES: &[(&str, &[Command])] = &[
    ("Tasks", tasks::COMMANDS),
    ("Background jobs", jobs::COMMANDS),
    ("Time", timing::COMMANDS),
    ("Files", files::COMMANDS),
    ("Entries", past::COMMANDS),
    ("Names", names::COMMANDS),
    ("Results and errors", shown::COMMANDS),
    ("The system", shell::COMMANDS),
    ("Help", about::COMMANDS),
];

/// All commands.
pub fn all() -> impl Iterator<Item = &'static Command> {
    FAMILIES.iter().flat_map(|(_, commands)| commands.iter())
}

/// The command of this name.
pub fn find(name: &str) -> Option<&'static Command> {
    all().find(|c| c.name == name || c.aliases.contains(&name))
}

/// True when an entry is for the prompt itself, and not Python.
pub fn is_command(vm: &Vm, globals: &Dict, text: &str) -> bool {
    parse(text).is_some() || bare(vm, globals, text).is_some()
}

/// A line such as `cd ..`, that is no Python and begins with a command's name: the command. The program's own variables
/// come first, as does everything that Python accepts.
fn bare<'t>(vm: &Vm, globals: &Dict, text: &'t str) -> Option<(&'static Command, &'t str)> {
    let line = text.trim();
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let command = find(word).filter(|_| !line.contains('\n'))?;
    let name = vm.intern(word);
    if globals.get_str(&name).is_some() || vm.builtins.get_str(&name).is_some() {
        return None;
    }
    let python = !rest.is_empty() && {
        let source = Rc::new(Source::new("<prompt>", line));
        let options = CompileOptions { top_level_await: true, ..CompileOptions::default() };
        vm.compile_source(source, Mode::Exec, &options).is_ok()
    };
    (!python).then_some((command, rest.trim()))
}

/// Runs a command.
///
/// # Errors
/// What it raises. What is wrong with the command itself is said on standard error.
pub fn run(context: &Context, text: &str) -> PyResult<Outcome> {
    let ran = match parse(text) {
        Some(line) => run_line(context, &line),
        None => match bare(context.vm, context.globals, text) {
            Some((command, rest)) => run_command(context, command, rest),
            None => Ok(Outcome::Done),
        },
    };
    settle(context, ran)
}

/// Says what went wrong; displays a value.
fn settle(context: &Context, ran: Ran) -> PyResult<Outcome> {
    match ran {
        Ok(Outcome::Value(value)) => {
            display(context.vm, &value)?;
            Ok(Outcome::Done)
        }
        Ok(Outcome::Await(what, after)) => Ok(Outcome::Await(
            what,
            Box::new(move |context, result| settle(context, after(context, result).map_err(Failure::from))),
        )),
        Ok(outcome) => Ok(outcome),
        Err(Failure::Said(message)) => {
            context.complain(&message);
            Ok(Outcome::Done)
        }
        // `run_command` has made a sentence of it.
        Err(Failure::Usage) => Ok(Outcome::Done),
        Err(Failure::Raised(error)) => Err(error),
    }
}

fn run_line(context: &Context, line: &Line) -> Ran {
    match line {
        Line::Command { name, arguments } => match find(name) {
            Some(command) => run_command(context, command, arguments),
            None => Err(unknown(name)),
        },
        Line::Shell(command) => shell::run(context, command),
        Line::Lines(command) => shell::lines(context, command),
        Line::Help { name, source } => help::inspect(context, name, *source),
        Line::Assign { target, line } => {
            let ran = match &**line {
                Line::Shell(command) => shell::lines(context, command),
                other => run_line(context, other),
            };
            Ok(assign(context, target.clone(), ran?))
        }
    }
}

/// Stores the value that the command ends with.
fn assign(context: &Context, target: String, outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Value(value) => {
            context.globals.set_str(&context.vm.intern(&target), value);
            Outcome::Done
        }
        Outcome::Await(what, after) => {
            Outcome::Await(what, Box::new(move |context, result| Ok(assign(context, target, after(context, result)?))))
        }
        other => other,
    }
}

fn run_command(context: &Context, command: &Command, arguments: &str) -> Ran {
    (command.run)(context, arguments.trim()).map_err(|failure| match failure {
        Failure::Usage => Failure::Said(format!("usage: {}", command.usage())),
        other => other,
    })
}

fn unknown(name: &str) -> Failure {
    let names = all().flat_map(|c| std::iter::once(c.name).chain(c.aliases.iter().copied()));
    Failure::Said(match suggest::closest(name, names) {
        Some(near) => format!("no command %{name}. Did you mean %{near}?"),
        None => format!("no command %{name} (%help lists them)"),
    })
}

/// Hands a value to `sys.displayhook`.
///
/// # Errors
/// What it raises.
pub fn display(vm: &Vm, value: &Value) -> PyResult<()> {
    match sys::get(vm, "displayhook") {
        Some(hook) => vm.call(&hook, std::slice::from_ref(value)).map(drop),
        None => Err(vm.runtime_error("lost sys.displayhook")),
    }
}

impl Context<'_> {
    /// Writes to standard output.
    ///
    /// # Errors
    /// What the stream raises.
    pub fn print(&self, text: &str) -> PyResult<()> {
        sys::stdout_write(self.vm, text)
    }

    /// Writes a line to standard error, which says what is wrong with a command.
    pub fn complain(&self, message: &str) {
        sys::stderr_write(self.vm, &format!("{message}\n"));
    }

    /// Text of a role, in colour or plain.
    pub fn painted(&self, role: Role, text: &str) -> String {
        let mut out = String::new();
        paint(&mut out, role, text, self.style.colours);
        out
    }

    /// Compiles what stands behind a command: as an expression, if it is one, so that it has a value.
    ///
    /// # Errors
    /// SyntaxError.
    pub fn compile(&self, text: &str, name: &str) -> PyResult<Ref<Code>> {
        let source = || {
            let mut source = Source::new(name, format!("{text}\n"));
            source.shown = true;
            Rc::new(source)
        };
        let options = CompileOptions { top_level_await: true, ..CompileOptions::default() };
        match self.vm.compile_source(source(), Mode::Eval, &options) {
            Ok(code) => Ok(code),
            Err(_) => self.vm.compile_source(source(), Mode::Exec, &options),
        }
    }

    /// Runs code among the session's names: its value, or the coroutine that is to be awaited for it.
    ///
    /// # Errors
    /// What the code raises.
    pub fn start(&self, code: &Ref<Code>) -> PyResult {
        self.vm.run_code(code, self.globals, None)
    }

    /// The value of an expression among the session's names.
    ///
    /// # Errors
    /// SyntaxError; what it raises.
    pub fn evaluate(&self, text: &str) -> PyResult {
        let source = Rc::new(Source::new("<prompt>", text.trim()));
        let code = self.vm.compile_source(source, Mode::Eval, &CompileOptions::default())?;
        self.start(&code)
    }

    /// Calls a function of a module.
    ///
    /// # Errors
    /// What importing or calling raises.
    pub fn call(&self, module: &str, function: &str, arguments: &[Value]) -> PyResult {
        let module = self.vm.import(module)?;
        self.vm.call(&self.vm.get_attr(&module, &self.vm.intern(function))?, arguments)
    }

    /// Calls a function of the prompt's own Python part.
    ///
    /// # Errors
    /// What it raises.
    pub fn support(&self, function: &str, arguments: &[Value]) -> PyResult {
        const NAME: &str = "_taipan_prompt";
        let module = match self.vm.modules.get_str(&self.vm.intern(NAME)) {
            Some(module) => module,
            None => {
                let text = include_str!("support.py").to_owned();
                self.vm.load_source(NAME, "<taipan>/_taipan_prompt.py", text, None)?
            }
        };
        self.vm.call(&self.vm.get_attr(&module, &self.vm.intern(function))?, arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_listed() {
        let mut names: Vec<&str> =
            all().flat_map(|c| std::iter::once(c.name).chain(c.aliases.iter().copied())).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for name in ["tasks", "cancel", "bg", "fg", "time", "run", "load", "save", "reset", "who", "help"] {
            assert!(find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn usage_lines_begin_with_the_name() {
        assert_eq!(find("tasks").map(Command::usage).as_deref(), Some("%tasks"));
        assert!(all().all(|c| c.about.chars().count() <= 52 && !c.about.ends_with('.')));
    }
}
