//! `%bg` and `%fg`: a statement that waits goes on in the background, and is fetched later.
//!
//! A job keeps what it ended with until it is fetched. When it ends while a line is being edited, that is said above it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::types::code::Code;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm};
use taipan_stdlib::asyncio::task::{exception_of, is_cancelled, is_done, result_of};

use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::paint::Role;

pub(super) const COMMANDS: &[Command] = &[
    Command::new("bg", "[STATEMENT]", "Run a statement that waits in the background", Argument::Code, send)
        .also(&["jobs"])
        .more("%bg await fetch(url) starts it; %bg alone lists the jobs; %fg N gives what it ended with."),
    Command::new("fg", "[N]", "Wait for a background job, and give its result", Argument::Job, fetch)
        .more("Without a number: the job that was started last. Ctrl-C cancels the job."),
];

struct Job {
    number: usize,
    text: String,
    task: Value,
}

#[derive(Default)]
struct Jobs {
    all: RefCell<Vec<Rc<Job>>>,
    last_number: Cell<usize>,
}

fn jobs(vm: &Vm) -> Rc<Jobs> {
    vm.state(|_| Jobs::default())
}

/// The numbers of the jobs that have not been fetched, for completion.
pub fn numbers(vm: &Vm) -> Vec<String> {
    jobs(vm).all.borrow().iter().map(|j| j.number.to_string()).collect()
}

fn send(context: &Context, text: &str) -> Ran {
    if text.is_empty() {
        return list(context);
    }
    let vm = context.vm;
    let code = context.compile(text, "<bg>")?;
    let awaitable = awaitable(context, &code)?;
    let jobs = jobs(vm);
    let number = jobs.last_number.get() + 1;
    jobs.last_number.set(number);
    let ensure = vm.get_attr(&vm.import("asyncio")?, &vm.intern("ensure_future"))?;
    let task = vm.call_kw(&ensure, &[awaitable], &[("loop", context.event_loop.clone())])?;
    if let Some(set_name) = vm.get_attr_opt(&task, &vm.intern("set_name"))? {
        vm.call(&set_name, &[Value::str(&format!("bg-{number}"))])?;
    }
    let job = Rc::new(Job { number, text: first_line(text), task: task.clone() });
    jobs.all.borrow_mut().push(job.clone());
    let colours = context.style.colours;
    let told = vm.closure("job_done", move |vm, _| announce(vm, &job, colours).map(|()| Value::None));
    vm.call_method(&task, &vm.intern("add_done_callback"), &[told])?;
    context.print(&format!("[{number}] {}\n", first_line(text)))?;
    Ok(Outcome::Done)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// What the statement comes to: its coroutine, or the awaitable that it makes.
fn awaitable(context: &Context, code: &Ref<Code>) -> Result<Value, Failure> {
    let vm = context.vm;
    let value = context.start(code)?;
    if code.kind.suspends() {
        return Ok(value);
    }
    let is_awaitable = vm.truth(&context.call("inspect", "isawaitable", std::slice::from_ref(&value))?)?;
    if is_awaitable {
        return Ok(value);
    }
    Err(Failure::Said(
        "nothing to wait for: %bg takes a statement with await, or something that can be awaited".to_owned(),
    ))
}

/// How a job stands, in a few words.
fn state(vm: &Vm, job: &Job) -> PyResult<String> {
    if !is_done(vm, &job.task)? {
        return Ok("running".to_owned());
    }
    if is_cancelled(vm, &job.task)? {
        return Ok("cancelled".to_owned());
    }
    Ok(match exception_of(vm, &job.task)? {
        Value::None => "done".to_owned(),
        error => {
            let message = vm.str(&error)?;
            let separator = if message.is_empty() { "" } else { ": " };
            format!("failed: {}{separator}{message}", vm.type_name(&error))
        }
    })
}

/// Says that a job has ended, unless somebody waits for it.
fn announce(vm: &Vm, job: &Rc<Job>, colours: bool) -> PyResult<()> {
    // Asking for the exception also says that it is not lost.
    let state = state(vm, job)?;
    let waits = jobs(vm).all.borrow().iter().any(|j| Rc::ptr_eq(j, job));
    if !waits {
        return Ok(());
    }
    let mut line = String::new();
    let text = format!("[{}] {state}: {}  (%fg {})", job.number, job.text, job.number);
    crate::prompt::results::paint::paint(&mut line, Role::Note, &text, colours);
    taipan_interp::sys::stdout_write(vm, &format!("{line}\n"))
}

fn list(context: &Context) -> Ran {
    let all = jobs(context.vm).all.borrow().clone();
    if all.is_empty() {
        context.print("no background jobs\n")?;
    }
    for job in all {
        context.print(&format!("[{}] {}: {}\n", job.number, state(context.vm, &job)?, job.text))?;
    }
    Ok(Outcome::Done)
}

fn fetch(context: &Context, argument: &str) -> Ran {
    let vm = context.vm;
    let jobs = jobs(vm);
    let number = argument.trim_start_matches(['%', '[']).trim_end_matches(']');
    let found = {
        let all = jobs.all.borrow();
        match number {
            "" => all.len().checked_sub(1),
            _ => {
                let number: usize = number.parse().map_err(|_| Failure::Usage)?;
                all.iter().position(|j| j.number == number)
            }
        }
    };
    let Some(at) = found else {
        let which = if argument.is_empty() { String::new() } else { format!(" {argument}") };
        return Err(Failure::Said(format!("no background job{which}")));
    };
    let job = jobs.all.borrow_mut().remove(at);
    if is_done(vm, &job.task)? {
        return Ok(Outcome::Value(result_of(vm, &job.task)?));
    }
    context.print(&format!("{}\n", context.painted(Role::Note, &job.text)))?;
    let after = |_: &Context, result: Result<Value, Raised>| result.map(Outcome::Value);
    Ok(Outcome::Await(job.task.clone(), Box::new(after)))
}
