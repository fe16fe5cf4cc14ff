//! The end of a session: tasks are cancelled, async generators closed, the executor's threads waited for, the history
//! saved. What resists is named, and left after a grace time.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use taipan_interp::{PyResult, Value, Vm, sys};
use taipan_stdlib::asyncio::{live, task};

use super::editor::Order;
use super::errors;
use super::interrupt;
use super::session::Session;
use crate::run::End;

/// How long tasks may take to end after they were cancelled, and threads to finish.
const GRACE: Duration = Duration::from_secs(2);

/// How long the editor may take to end.
const EDITOR: Duration = Duration::from_millis(200);

impl Session<'_> {
    /// Brings the session to its end; how the process ends, given what ended the session.
    pub fn end(self, end: End) -> End {
        let vm = self.vm;
        // From here on Ctrl-C leaves at once.
        interrupt::leave(vm);
        if let Err(error) = self.end_loop()
            && !vm.matches(&error, &vm.exc.keyboard_interrupt)
        {
            errors::print(vm, &error);
        }
        live::end(vm);
        let (done, closed) = channel();
        if self.editor.order(Order::Close(done)) {
            // One that hangs is left.
            let _ = closed.recv_timeout(EDITOR);
        }
        end
    }

    fn end_loop(&self) -> PyResult<()> {
        let vm = self.vm;
        let owner = self.owner();
        if live::is_closed(&owner) {
            return Ok(());
        }
        let left = live::all_tasks(vm, &owner)?;
        for task in &left {
            task::cancel(vm, task, None)?;
        }
        self.pass_until(|| {
            for task in &left {
                if !task::is_done(vm, task)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })?;
        let mut resisting = Vec::new();
        for task in &left {
            if !task::is_done(vm, task)? {
                resisting.push(task);
            } else if !task::is_cancelled(vm, task)? {
                tell_failure(vm, &owner, task)?;
            }
        }
        for task in &resisting {
            let name = vm.call_method(task, &vm.intern("get_name"), &[])?;
            let text = format!("taipan: task {} resists being cancelled, and is left\n", vm.repr(&name)?.as_str());
            sys::stderr_write(vm, &text);
        }
        for (method, args) in
            [("shutdown_asyncgens", Vec::new()), ("shutdown_default_executor", vec![GRACE.as_secs_f64()])]
        {
            let args: Vec<Value> = args.into_iter().map(Value::Float).collect();
            let coroutine = vm.call_method(&owner, &vm.intern(method), &args)?;
            let closing = vm.call_method(&owner, &vm.intern("create_task"), &[coroutine])?;
            self.pass_until(|| task::is_done(vm, &closing))?;
        }
        live::end(vm);
        for task in resisting {
            live::forget(task);
        }
        vm.call_method(&owner, &vm.names.close, &[]).map(drop)
    }

    /// Lets the loop run until `done` says so, or the grace time is over.
    fn pass_until(&self, done: impl Fn() -> PyResult<bool>) -> PyResult<()> {
        let vm = self.vm;
        let deadline = vm.host.system_monotonic() + GRACE;
        let _alarm = Alarm::set(vm, GRACE);
        while !done()? && vm.host.system_monotonic() < deadline {
            match live::pass(vm, &self.owner()) {
                Err(error) if vm.matches(&error, &vm.exc.keyboard_interrupt) => return Err(error),
                Err(error) => errors::print(vm, &error),
                Ok(()) => {}
            }
        }
        Ok(())
    }
}

/// Ends the loop's wait when the grace time is over.
struct Alarm {
    /// Dropped, it calls the alarm off.
    _keep: std::sync::mpsc::Sender<()>,
}

impl Alarm {
    fn set(vm: &Vm, after: Duration) -> Alarm {
        let (keep, kept) = channel::<()>();
        let waker = vm.thread.parker.clone();
        // Without the thread the session waits for the loop's next event.
        drop(std::thread::Builder::new().spawn(move || {
            if kept.recv_timeout(after) == Err(RecvTimeoutError::Timeout) {
                waker.unpark();
            }
        }));
        Alarm { _keep: keep }
    }
}

/// An error that nobody has asked the task for.
fn tell_failure(vm: &Vm, owner: &Value, task: &Value) -> PyResult<()> {
    let exception = task::exception_of(vm, task)?;
    if let Value::Exception(_) = &exception {
        live::tell(vm, owner, "unhandled exception at the end of the session", exception, task)?;
    }
    Ok(())
}
