//! `_signal`: handlers, and what happens when a signal has arrived.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;
use taipan_interp::host::signal::{Disposition, members};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::vm::SignalHandlers;
use taipan_interp::{PyResult, Value, Vm};

use super::numbers::{DEFAULT, IGNORE, SIGINT};
use super::{int, number, os_error, signals};

/// What a watcher does when the signal has arrived.
pub type Watcher = Rc<dyn Fn(&Vm) -> PyResult<()>>;

/// What programs have set.
#[derive(Default)]
struct Handlers {
    by_number: RefCell<IndexMap<i32, Value>>,
    /// Event loops that are to be told.
    watchers: RefCell<IndexMap<i32, Watcher>>,
    /// The descriptor that the numbers of signals are written to, and whether it is said when that is full.
    wakeup: Cell<Option<(i32, bool)>>,
    /// What Python sees as the handler of Ctrl-C while there is a hook.
    on_interrupt: OnceCell<Value>,
    /// How many signals have arrived.
    count: Cell<u64>,
}

fn state(vm: &Vm) -> Rc<Handlers> {
    vm.state(|_| Handlers::default())
}

/// From now on the interpreter brings signals here.
pub fn install(vm: &Vm) {
    vm.signal_handlers.replace(Some(state(vm)));
}

/// What `asyncio` sets as the handler of signals that a loop watches: the loop learns of them by itself.
static NOTHING: NativeDef = function("_sighandler_noop", "(signum, frame)", |_, _| Ok(Value::None));

/// What stands for Ctrl-C while `asyncio.Runner` is at work: `Vm::interrupt_hook` says what it does.
static ON_INTERRUPT: NativeDef = function("_on_sigint", "(signum, frame)", |vm, _| {
    let hook = vm.interrupt_hook.borrow().clone();
    match hook {
        Some(hook) => hook(vm).map(|()| Value::None),
        None => Err(vm.new_exception(&vm.exc.keyboard_interrupt, Vec::new())),
    }
});

fn is_native(handler: &Value, name: &str) -> bool {
    matches!(handler, Value::Native(n) if n.name.as_str() == name)
}

/// What happens on a signal: what was set, else what the process began with.
pub fn handler(vm: &Vm, number: i32) -> Value {
    if let Some(set) = state(vm).by_number.borrow().get(&number) {
        return set.clone();
    }
    // Without signals of the host's, only the program itself interrupts.
    let without = if number == SIGINT { Disposition::Handle } else { Disposition::Default };
    match vm.host.signals().map_or(without, |s| s.disposition(number)) {
        _ if number == SIGINT && vm.interrupt_hook.borrow().is_some() => on_interrupt(vm),
        Disposition::Handle if number == SIGINT => default_int_handler(vm),
        Disposition::Handle | Disposition::Default => Value::Int(DEFAULT),
        Disposition::Ignore => Value::Int(IGNORE),
    }
}

fn on_interrupt(vm: &Vm) -> Value {
    state(vm).on_interrupt.get_or_init(|| vm.native_function("asyncio.runners", &ON_INTERRUPT)).clone()
}

/// True when Ctrl-C raises KeyboardInterrupt here, since nobody has decided otherwise: then `Vm::interrupt_hook` may.
pub fn interrupt_is_default(vm: &Vm) -> bool {
    if !vm.thread.is_main {
        return false;
    }
    let handlers = state(vm);
    let set = handlers.by_number.borrow().get(&SIGINT).cloned();
    match set {
        None => vm.host.signals().is_none_or(|s| s.disposition(SIGINT) == Disposition::Handle),
        Some(handler) if is_native(&handler, "default_int_handler") => {
            let removed = handlers.by_number.borrow_mut().shift_remove(&SIGINT);
            drop(removed);
            true
        }
        Some(_) => false,
    }
}

fn default_int_handler(vm: &Vm) -> Value {
    let module = vm.modules.get_str(&vm.intern("_signal"));
    let default = module.and_then(|m| vm.get_attr_opt(&m, &vm.intern("default_int_handler")).ok().flatten());
    default.unwrap_or(Value::Int(DEFAULT))
}

fn only_main_thread(vm: &Vm, what: &str) -> PyResult<()> {
    if vm.thread.is_main && vm.host.signals().is_some() {
        return Ok(());
    }
    Err(vm.value_error(format!("{what} only works in main thread of the main interpreter")))
}

pub(super) fn set_handler(vm: &Vm, a: &[Value]) -> PyResult {
    only_main_thread(vm, "signal")?;
    let number = number(vm, &a[0])?;
    let disposition = match a[1].inner() {
        Value::Int(DEFAULT) => Disposition::Default,
        Value::Int(IGNORE) => Disposition::Ignore,
        _ if vm.lookup_special(&a[1], &vm.names.__call__).is_some() => Disposition::Handle,
        _ => {
            let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(message));
        }
    };
    // What has arrived before is still the old one's.
    vm.run_pending()?;
    set(vm, number, disposition, a[1].clone())
}

/// Returns what was set before.
fn set(vm: &Vm, number: i32, disposition: Disposition, handler: Value) -> PyResult {
    let old = self::handler(vm, number);
    signals(vm)?.set_disposition(number, disposition).map_err(os_error(vm))?;
    let handlers = state(vm);
    let replaced = if is_native(&handler, ON_INTERRUPT.name) {
        // Back to what it is without the program's doing.
        handlers.by_number.borrow_mut().shift_remove(&number)
    } else {
        handlers.by_number.borrow_mut().insert(number, handler)
    };
    drop(replaced);
    Ok(old)
}

/// Tells an event loop of a signal from now on; another loop that was told is not any more.
///
/// # Errors
/// OSError for a signal that cannot be had.
pub fn watch(vm: &Vm, number: i32, watcher: Watcher) -> PyResult<()> {
    // The module brings signals here once it is there.
    vm.import("_signal")?;
    set(vm, number, Disposition::Handle, vm.native_function("asyncio.unix_events", &NOTHING))?;
    let before = state(vm).watchers.borrow_mut().insert(number, watcher);
    drop(before);
    Ok(())
}

/// Ends what [`watch`] began: the signal does again what it does by default.
///
/// # Errors
/// OSError.
pub fn unwatch(vm: &Vm, number: i32) -> PyResult<()> {
    let before = state(vm).watchers.borrow_mut().shift_remove(&number);
    drop(before);
    let (disposition, handler) = match number {
        SIGINT => (Disposition::Handle, default_int_handler(vm)),
        _ => (Disposition::Default, Value::Int(DEFAULT)),
    };
    set(vm, number, disposition, handler).map(drop)
}

impl SignalHandlers for Handlers {
    fn arrived(&self, vm: &Vm, signals: u64) {
        self.count.set(self.count.get() + u64::from(signals.count_ones()));
        let Some((fd, warn)) = self.wakeup.get() else { return };
        let numbers: Vec<u8> = members(signals).filter_map(|n| u8::try_from(n).ok()).collect();
        for number in numbers {
            let Err(error) = vm.host.write_some(fd, &[number]) else { continue };
            if error.kind() != std::io::ErrorKind::WouldBlock || warn {
                let error = vm.os_error(&error, None);
                let message = "Exception ignored when trying to write to the signal wakeup fd";
                taipan_interp::traceback::report_unraisable(vm, error, Some(message), &Value::None);
            }
        }
    }

    fn handle(&self, vm: &Vm, number: i32) -> PyResult<bool> {
        let watcher = self.watchers.borrow().get(&number).cloned();
        if let Some(watcher) = watcher {
            watcher(vm)?;
        }
        let set = self.by_number.borrow().get(&number).cloned();
        let Some(handler) = set else { return Ok(false) };
        if let Value::Int(_) = handler.inner() {
            return Ok(true);
        }
        let frame = taipan_interp::types::frame::current(vm, 0).unwrap_or(Value::None);
        vm.call(&handler, &[Value::Int(number.into()), frame])?;
        Ok(true)
    }
}

pub(super) fn raise(vm: &Vm, a: &[Value]) -> PyResult {
    let number = int(vm, &a[0])?;
    if number != 0 {
        signals(vm)?.raise(number).map_err(os_error(vm))?;
        handle_now(vm)?;
    }
    Ok(Value::None)
}

/// Runs the handlers of what has arrived, in the main thread.
pub(super) fn handle_now(vm: &Vm) -> PyResult<()> {
    if vm.thread.is_main { vm.run_pending() } else { Ok(()) }
}

/// Waits until a signal has been handled.
pub(super) fn pause(vm: &Vm, _: &[Value]) -> PyResult {
    let handlers = state(vm);
    let before = handlers.count.get();
    while handlers.count.get() == before {
        vm.park(None)?;
    }
    Ok(Value::None)
}

pub(super) fn set_wakeup_fd(vm: &Vm, a: &[Value]) -> PyResult {
    let fd = int(vm, &a[0])?;
    let warn = a[1].bound().map_or(Ok(true), |v| vm.truth(v))?;
    only_main_thread(vm, "set_wakeup_fd")?;
    let wakeup = if fd == -1 {
        None
    } else {
        vm.host.stat_open(fd).map_err(os_error(vm))?;
        if !vm.host.is_nonblocking(fd).map_err(os_error(vm))? {
            return Err(vm.value_error(format!("the fd {fd} must be in non-blocking mode")));
        }
        Some((fd, warn))
    };
    let old = state(vm).wakeup.replace(wakeup);
    Ok(Value::Int(old.map_or(-1, |(fd, _)| fd).into()))
}
