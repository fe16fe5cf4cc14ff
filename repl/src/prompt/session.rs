//! The session: the names, the loop, the context, and one entry after another.
//!
//! An entry that awaits runs as a task of the loop, any other one directly, with the loop as the running one; all of them
//! in one context, so that context variables persist.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use taipan_interp::lower::CompileOptions;
use taipan_interp::native::{NativeDef, function};
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::traceback::Paint;
use taipan_interp::types::code::Code;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::module::Module;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm, sys};
use taipan_stdlib::asyncio::{live, task};
use taipan_stdlib::contextvars;

use super::editor::{Handle, Message, Order, Prompt, Setup};
use super::inputrc::Keymap;
use super::interrupt::{self, Interrupts};
use super::output::Output;
use super::sources::Sources;
use super::{complete, errors, hint, history, parts};
use crate::run::{self, End};

/// What follows an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    Go,
    End(End),
}

/// The loop fails so many times in a row (its poller was closed, say) before the session gives up.
const MOST_FAILURES: u32 = 100;

/// One session.
pub struct Session<'v> {
    pub vm: &'v Vm,
    /// The names of `__main__`.
    pub globals: Ref<Dict>,
    /// The loop.
    pub owner: RefCell<Value>,
    /// What all entries run in.
    context: Value,
    pub output: Arc<Output>,
    pub editor: Handle,
    colours: bool,
    interrupts: Rc<Interrupts>,
    /// How many entries there were.
    count: Cell<u32>,
    /// An entry said `from __future__ import annotations`.
    future_annotations: Cell<bool>,
    failures: Cell<u32>,
    /// What the next entry begins with.
    initial: RefCell<String>,
    sources: Sources,
}

/// `sys.displayhook` at the prompt.
static DISPLAY: NativeDef = function("displayhook", "(object, /)", |vm, a| {
    parts::display(vm, &a[0])?;
    Ok(Value::None)
});

impl<'v> Session<'v> {
    /// A session whose entries run in `module`. The loop that the program before it left open goes on, if it left one.
    ///
    /// # Errors
    /// What making a loop raises; OSError when there can be no thread for the editor.
    pub fn begin(vm: &'v Vm, module: &Ref<Module>, output: Arc<Output>, keymap: Keymap) -> PyResult<Session<'v>> {
        let terminal = vm.host.is_terminal(0);
        // Those that the line editor leaves alone.
        let dumb = vm.host.env("TERM").is_some_and(|term| matches!(&*term, "dumb" | "cons25" | "emacs"));
        let colours = !dumb && (Paint::for_stdout(vm).is_on() || Paint::for_stderr(vm).is_on());
        let setup = Setup {
            history: history::file(&*vm.host).filter(|_| terminal),
            colours,
            terminal,
            dumb,
            keymap,
            output: output.clone(),
            waker: vm.thread.parker.clone(),
            host: vm.host.clone(),
        };
        let editor = Handle::start(setup).map_err(|e| vm.os_error(&e, None))?;
        let context = contextvars::as_object(vm, &contextvars::copy_current(vm));
        for (name, value) in [("ps1", ">>> "), ("ps2", "... ")] {
            if sys::get(vm, name).is_none() {
                sys::set(vm, name, Value::str(value));
            }
        }
        if sys::get(vm, "displayhook").is_some_and(|hook| sys::is_default_hook(vm, "displayhook", &hook)) {
            sys::set(vm, "displayhook", vm.native_function("sys", &DISPLAY));
        }
        let session = Session {
            vm,
            globals: module.dict.clone(),
            owner: RefCell::new(Value::None),
            context,
            output,
            editor,
            colours,
            interrupts: Rc::default(),
            count: Cell::new(0),
            future_annotations: Cell::new(false),
            failures: Cell::new(0),
            initial: RefCell::default(),
            sources: Sources::default(),
        };
        session.watch_nothing();
        session.begin_loop()?;
        super::help::install(vm)?;
        Ok(session)
    }

    /// The loop that lives from now on: the thread's, or a new one.
    fn begin_loop(&self) -> PyResult<()> {
        let vm = self.vm;
        let owner = match live::left_open(vm) {
            Some(owner) => owner,
            None => live::new_loop(vm)?,
        };
        live::begin(vm, &owner, Rc::new(background_error))?;
        self.owner.replace(owner);
        Ok(())
    }

    /// A program may have closed the loop: then there is a new one.
    fn ensure_loop(&self) -> PyResult<()> {
        if live::is_closed(&self.owner()) {
            live::end(self.vm);
            self.begin_loop()?;
        }
        Ok(())
    }

    /// The loop.
    pub fn owner(&self) -> Value {
        self.owner.borrow().clone()
    }

    /// Puts the module `asyncio` among the names.
    pub fn provide_asyncio(&self) {
        // Part of the program: nothing can be wrong with it.
        if let Ok(asyncio) = self.vm.import("asyncio") {
            self.globals.set_str(&self.vm.intern("asyncio"), asyncio);
        }
    }

    /// One line that says what this is.
    pub fn greet(&self) {
        let version = env!("CARGO_PKG_VERSION");
        let python = sys::LANGUAGE_VERSION;
        let text = format!("Taipan {version} (Python {python}): await at will, tasks go on. %help, Ctrl-D to leave\n");
        // A closed standard output does not end the session.
        drop(sys::stdout_write(self.vm, &text));
    }

    /// Asks for entries and runs them, until the end.
    pub fn dialogue(&self) -> End {
        loop {
            let next = match self.ask() {
                Message::Entry(text) => self.run(&text),
                Message::Cleared => {
                    sys::stderr_write(self.vm, "KeyboardInterrupt\n");
                    Next::Go
                }
                Message::Failed(why) => {
                    sys::stderr_write(self.vm, &format!("taipan: {why}\n"));
                    Next::End(End::Status(1))
                }
                _ => Next::End(End::Status(0)),
            };
            if let Next::End(end) = next {
                return end;
            }
        }
    }

    /// Lets the user edit an entry while the loop lives.
    fn ask(&self) -> Message {
        let vm = self.vm;
        self.watch_nothing();
        sys::flush_streams(vm);
        self.before_editing();
        if !self.editor.order(Order::Read(self.prompt(self.initial.take()))) {
            return Message::End;
        }
        loop {
            while let Ok(message) = self.editor.messages.try_recv() {
                match message {
                    Message::Complete { code, cursor, answer } => {
                        drop(answer.send(complete::complete(vm, &self.globals, &code, cursor)));
                    }
                    Message::Hint { before, answer } => {
                        drop(answer.send(hint::hint(vm, &self.globals, &before)));
                    }
                    message => {
                        self.output.begin_running();
                        return message;
                    }
                }
            }
            // While the user begins to type.
            self.sources.prepare(vm);
            if let Err(error) = self.pass() {
                return Message::Failed(error);
            }
        }
    }

    /// `sys.ps1` and `sys.ps2`.
    fn prompt(&self, initial: String) -> Prompt {
        let text = |name: &str| match sys::get(self.vm, name) {
            Some(value) => self.vm.str(&value).map_or_else(|_| String::new(), |s| s.as_str().to_owned()),
            None => String::new(),
        };
        let plain = text("ps1");
        let own = plain.contains('\x1b') || !self.colours;
        let styled = if own { plain.clone() } else { format!("\x1b[1;35m{plain}\x1b[0m") };
        Prompt { plain, styled, continuation: text("ps2"), initial }
    }

    /// One pass of the loop. `Err`: it does not work any more.
    fn pass(&self) -> Result<(), String> {
        self.interrupts.next_pass();
        let passed = self.ensure_loop().and_then(|()| live::pass(self.vm, &self.owner()));
        let Err(error) = passed else {
            self.failures.set(0);
            return Ok(());
        };
        self.failures.set(self.failures.get() + 1);
        let vm = self.vm;
        if vm.matches(&error, &vm.exc.keyboard_interrupt) && self.interrupts.in_child.replace(false) {
            // The statement that waits for that task says it.
            return Ok(());
        }
        background_error(vm, error);
        if self.failures.get() < MOST_FAILURES { Ok(()) } else { Err("the event loop does not work any more".into()) }
    }

    fn watch_nothing(&self) {
        interrupt::watch(self.vm, &self.owner(), &Value::None, &self.interrupts);
    }

    // ---- entries ----

    /// Runs an entry.
    pub fn run(&self, text: &str) -> Next {
        if text.trim().is_empty() {
            return Next::Go;
        }
        if let Some(next) = parts::command(self, text) {
            return next;
        }
        self.count.set(self.count.get() + 1);
        let name = format!("<python-input-{}>", self.count.get() - 1);
        let ran = self.compile(&name, text, Mode::Single).and_then(|code| self.run_code(&code));
        self.conclude(ran)
    }

    /// Compiles an entry (or a file of them): with `await`, and as an entry of the session.
    ///
    /// # Errors
    /// SyntaxError.
    pub fn compile(&self, name: &str, text: &str, mode: Mode) -> PyResult<Ref<Code>> {
        let mut source = Source::new(name, text);
        source.shown = true;
        self.sources.add(self.vm, name, text);
        let options = CompileOptions {
            top_level_await: true,
            entry: true,
            future_annotations: self.future_annotations.get(),
            ..CompileOptions::default()
        };
        let code = self.vm.compile_source(Rc::new(source), mode, &options)?;
        self.future_annotations.set(code.future_annotations);
        Ok(code)
    }

    /// Runs compiled code: directly, or as a task when it awaits.
    ///
    /// # Errors
    /// What it raises; KeyboardInterrupt when Ctrl-C ended it.
    pub fn run_code(&self, code: &Ref<Code>) -> PyResult {
        self.ensure_loop()?;
        if code.kind.suspends() {
            let coroutine = self.vm.run_code(code, &self.globals, None)?;
            return self.run_task(coroutine);
        }
        self.run_directly(|| self.vm.run_code(code, &self.globals, None))
    }

    /// Runs `f`, which may run Python code, as a statement.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_directly<T>(&self, f: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
        let vm = self.vm;
        let before = contextvars::enter(vm, self.context.clone())?;
        interrupt::leave(vm);
        let result = live::lend(vm, f);
        // What the statement let go of is finalised as part of it.
        let finalised = if vm.pending.flag.get() { vm.run_pending() } else { Ok(()) };
        self.watch_nothing();
        drop(contextvars::leave(vm, before));
        result.and_then(|value| finalised.map(|()| value))
    }

    /// Runs a coroutine as the session's statement, until it is done.
    ///
    /// # Errors
    /// What it raises; KeyboardInterrupt when Ctrl-C cancelled it.
    pub fn run_task(&self, coroutine: Value) -> PyResult {
        let vm = self.vm;
        let context = [("context", self.context.clone())];
        let create = vm.get_attr(&self.owner(), &vm.intern("create_task"))?;
        let statement = vm.call_kw(&create, &[coroutine], &context)?;
        self.await_task(&statement)
    }

    /// Lets the loop run until a task is done, which is the session's statement meanwhile.
    ///
    /// # Errors
    /// As [`Session::run_task`].
    pub fn await_task(&self, statement: &Value) -> PyResult {
        let vm = self.vm;
        interrupt::watch(vm, &self.owner(), statement, &self.interrupts);
        let result = self.drive(statement);
        let interrupted = self.interrupts.count.get() > 0;
        self.watch_nothing();
        result?;
        if interrupted && task::is_cancelled(vm, statement)? {
            return Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new()));
        }
        task::result_of(vm, statement)
    }

    fn drive(&self, statement: &Value) -> PyResult<()> {
        let vm = self.vm;
        while !task::is_done(vm, statement)? {
            self.interrupts.next_pass();
            let passed = live::pass(vm, &self.owner());
            let Err(error) = passed else { continue };
            if task::is_done(vm, statement)? || self.interrupts.in_child.replace(false) {
                // It is the statement's own error, or becomes it.
                continue;
            }
            if live::is_closed(&self.owner()) {
                return Err(error);
            }
            background_error(vm, error);
        }
        Ok(())
    }

    /// The next entry begins with this text.
    pub fn offer(&self, text: String) {
        self.initial.replace(text);
    }

    /// What follows from how an entry ended; errors are printed.
    pub fn conclude(&self, ran: PyResult) -> Next {
        let vm = self.vm;
        match ran {
            Ok(_) => Next::Go,
            Err(error) if vm.matches(&error, &vm.exc.system_exit) => {
                Next::End(End::Status(run::exit_status(vm, &error)))
            }
            Err(error) => {
                // The hook may be the program's own, and is part of what Ctrl-C ends.
                errors::report(vm, error);
                Next::Go
            }
        }
    }

    /// Runs the file that TAIPANSTARTUP names, in the session's names.
    pub fn run_startup(&self, path: &str) -> Option<End> {
        let vm = self.vm;
        let ran = vm.host.read_file(path).map_err(|e| vm.os_error(&e, Some(path))).and_then(|bytes| {
            let text = vm.decode_file(&bytes, path)?;
            let code = self.compile(path, &text, Mode::Exec)?;
            self.run_code(&code)
        });
        match self.conclude(ran) {
            Next::Go => None,
            Next::End(end) => Some(end),
        }
    }
}

/// A background task or callback raised what ends a loop elsewhere: the session goes on.
fn background_error(vm: &Vm, error: Raised) {
    let name = error.0.class().name().to_string();
    sys::flush_streams(vm);
    errors::print(vm, &error);
    sys::stderr_write(vm, &format!("({name} in the background; the session goes on)\n"));
}
