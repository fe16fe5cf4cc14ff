//! Runs commands as statements of the session: what they hand over to be awaited, the loop awaits.

use std::cell::RefCell;
use std::rc::Rc;

use taipan_interp::traceback::Paint;
use taipan_interp::types::generator::GenKind;
use taipan_interp::{PyResult, Value, Vm, sys};

use super::super::history;
use super::super::session::{Next, Session};
use super::{After, Context, Outcome, is_command, run, tasks};
use crate::prompt::results::Style;
use crate::run::End;

/// The Python entries of this session, oldest first: the first is `<python-input-0>` in tracebacks.
#[derive(Default)]
struct Entries(RefCell<Vec<String>>);

fn entries(vm: &Vm) -> Rc<Entries> {
    vm.state(|_| Entries::default())
}

/// How values are to look on what is standard output now.
pub fn style(vm: &Vm) -> Style {
    /// Where there is no terminal to ask.
    const WIDTH: usize = 80;
    let own = sys::get(vm, "stdout").is_some_and(|out| sys::get(vm, "__stdout__").is_some_and(|first| out.is(&first)));
    let terminal = own && vm.host.is_terminal(1);
    let width = match vm.host.terminal_size(1) {
        Ok((columns, _)) if terminal && columns > 0 => usize::from(columns),
        _ => vm.host.env("COLUMNS").and_then(|c| c.parse().ok()).filter(|c| *c > 0).unwrap_or(WIDTH),
    };
    Style { colours: terminal && Paint::for_stderr(vm).is_on(), width }
}

impl Session<'_> {
    /// Runs an entry, if it is a command; takes note of it, if it is Python.
    pub fn command(&self, entry: &str) -> Option<Next> {
        if self.is_exit(entry.trim()) {
            return Some(Next::End(End::Status(0)));
        }
        if is_command(self.vm, &self.globals, entry) {
            return Some(self.run_command(entry));
        }
        entries(self.vm).0.borrow_mut().push(entry.to_owned());
        None
    }

    /// `exit` and `quit`, unless the session has names of its own for them.
    fn is_exit(&self, entry: &str) -> bool {
        matches!(entry, "exit" | "quit") && self.globals.get_str(&self.vm.intern(entry)).is_none()
    }

    /// Before a line is edited: takes note of the tasks, and goes on doing so now and then.
    pub fn before_editing(&self) {
        // With clocks that jump there is no time in which to look.
        if !self.vm.host.virtual_time().is_some_and(|time| time.is_on()) {
            tasks::keep_observing(self.vm, &self.owner());
        }
    }

    fn run_command(&self, entry: &str) -> Next {
        let outcome = self.run_directly(|| self.with_context(|context| run(context, entry)));
        let mut outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => return self.conclude(Err(error)),
        };
        loop {
            let step = match outcome {
                Outcome::Done | Outcome::Value(_) => return Next::Go,
                Outcome::Offer(text) => {
                    self.offer(text);
                    return Next::Go;
                }
                Outcome::Run(text) => {
                    // What is run is shown, as it was not typed.
                    if let Err(error) = sys::stdout_write(self.vm, &format!("{}\n", text.trim_end())) {
                        return self.conclude(Err(error));
                    }
                    return self.run(&text);
                }
                Outcome::Await(what, after) => self.await_for(what, after),
            };
            outcome = match step {
                Ok(next) => next,
                Err(error) => return self.conclude(Err(error)),
            };
        }
    }

    fn await_for(&self, what: Value, after: After) -> PyResult<Outcome> {
        let result = match &what {
            Value::Gen(g) if g.kind == GenKind::Coroutine => self.run_task(what),
            _ => self.await_task(&what),
        };
        self.run_directly(|| self.with_context(|context| after(context, result)))
    }

    fn with_context<T>(&self, f: impl FnOnce(&Context) -> T) -> T {
        let entries = entries(self.vm).0.borrow().clone();
        let context = Context {
            vm: self.vm,
            globals: &self.globals,
            event_loop: &self.owner(),
            style: style(self.vm),
            entries: &entries,
            history: &|| history::entries(&*self.vm.host),
        };
        f(&context)
    }
}
