//! `_ThreadHandle`: a thread that can be waited for; and starting threads.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getter, method};
use taipan_interp::traceback::report_unraisable;
use taipan_interp::types::class::Layout;
use taipan_interp::types::str::Str;
use taipan_interp::vm::waiting::WaitQueue;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::{data, local, lock, types};

/// Native stack of a thread. Address space only: what is not used is never paid for. A smaller one would end deep
/// recursion before `sys.setrecursionlimit` does.
const STACK: usize = 32 << 20;

/// The least that the interpreter can do anything with; what programs ask for is never less than this.
const LEAST_STACK: usize = 1 << 20;

/// CPython's least for `stack_size`.
const LEAST_ASKED: i64 = 32 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    NotStarted,
    Starting,
    Running,
    Done,
}

/// What a thread and its handles share.
struct State {
    ident: Cell<usize>,
    stage: Cell<Stage>,
    joining: WaitQueue,
}

impl State {
    fn new(ident: usize, stage: Stage) -> Rc<State> {
        Rc::new(State { ident: Cell::new(ident), stage: Cell::new(stage), joining: WaitQueue::default() })
    }

    fn set_done(&self) {
        self.stage.set(Stage::Done);
        self.joining.wake_all();
    }
}

/// The threads that the program's end waits for, and the stack that new ones get (0: the default).
#[derive(Default)]
struct Started {
    waited_for: RefCell<Vec<Rc<State>>>,
    stack: Cell<usize>,
}

fn started(vm: &Vm) -> Rc<Started> {
    vm.state(|_| Started::default())
}

pub struct Handle(Rc<State>);

impl NativeData for Handle {}

fn new_handle(vm: &Vm, state: Rc<State>) -> Value {
    Value::Object(ObjRef::new(types(vm).handle.clone(), Handle(state)))
}

pub const HANDLE: TypeDef = TypeDef {
    layout: Layout::Native(0),
    new: Some(|vm, _, _| Ok(new_handle(vm, State::new(0, Stage::NotStarted)))),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("_ThreadHandle", "_thread")
};

const METHODS: &[NativeDef] = &[
    method("join", "(self, timeout=None, /)", join),
    method("is_done", "(self, /)", |vm, a| Ok(Value::Bool(data::<Handle>(vm, &a[0])?.0.stage.get() == Stage::Done))),
    method("_set_done", "(self, /)", |vm, a| {
        let state = &data::<Handle>(vm, &a[0])?.0;
        if state.stage.get() == Stage::NotStarted {
            return Err(vm.runtime_error("thread not started"));
        }
        state.set_done();
        Ok(Value::None)
    }),
    method("__repr__", "(self, /)", |vm, a| {
        let ident = data::<Handle>(vm, &a[0])?.0.ident.get();
        Ok(Value::from(format!("<_ThreadHandle object: ident={ident}>")))
    }),
];

const GETSET: &[GetSet] = &[getter("ident", |vm, v| Ok(Value::from(data::<Handle>(vm, v)?.0.ident.get())))];

/// A handle for a thread that was not started through one.
pub fn of_ident(vm: &Vm, a: &[Value]) -> PyResult {
    let ident = usize::try_from(vm.index_i64(&a[0])?).unwrap_or(0);
    Ok(new_handle(vm, State::new(ident, Stage::Running)))
}

fn join(vm: &Vm, a: &[Value]) -> PyResult {
    let state = data::<Handle>(vm, &a[0])?.0.clone();
    let patience = match a[1].some() {
        None => None,
        Some(v) => match v.inner() {
            Value::Float(f) if *f < 0.0 => None,
            Value::Int(n) if *n < 0 => None,
            _ => lock::patience(vm, &Value::Bool(true), v)?,
        },
    };
    if state.stage.get() == Stage::NotStarted {
        return Err(vm.runtime_error("thread not started"));
    }
    if state.stage.get() != Stage::Done && state.ident.get() == vm.thread.ident {
        return Err(vm.runtime_error("Cannot join current thread"));
    }
    state.joining.wait_until(vm, lock::deadline(vm, patience), || state.stage.get() == Stage::Done)?;
    Ok(Value::None)
}

/// What a thread is to call.
struct Job {
    function: Value,
    values: Vec<Value>,
    names: Vec<Str>,
}

/// Starts a thread for the job.
fn start(vm: &Vm, job: Job, state: Rc<State>, daemon: bool) -> PyResult<()> {
    if vm.lock.has_ended() || sys_is_finalizing(vm) {
        return Err(vm.error(&vm.exc.python_finalization_error, "can't create new thread at interpreter shutdown"));
    }
    let asked = started(vm).stack.get();
    let stack = if asked == 0 { STACK } else { asked.max(LEAST_STACK) };
    state.stage.set(Stage::Starting);
    let its = state.clone();
    let thread = vm.start_thread(stack, move |vm| {
        its.stage.set(Stage::Running);
        run(vm, job);
        end(vm, &its);
    });
    match thread {
        Ok(thread) => {
            state.ident.set(thread.ident);
            if !daemon {
                started(vm).waited_for.borrow_mut().push(state);
            }
            Ok(())
        }
        Err(_) => {
            state.stage.set(Stage::NotStarted);
            Err(vm.runtime_error("can't start new thread"))
        }
    }
}

fn sys_is_finalizing(vm: &Vm) -> bool {
    taipan_interp::sys::state(vm).finalizing.get()
}

/// Calls the function; what it raises goes no further.
fn run(vm: &Vm, job: Job) {
    let result = vm.call_args(&job.function, &Args { values: &job.values, names: &job.names });
    if let Err(error) = result
        && !vm.matches(&error, &vm.exc.system_exit)
    {
        let shown = vm.repr(&job.function);
        let function = shown.as_ref().map_or("<object repr() failed>", |text| text.as_str());
        let what = format!("Exception ignored in thread started by {function}");
        report_unraisable(vm, error, Some(&what), &Value::None);
    }
}

/// The last that a thread does with values.
fn end(vm: &Vm, state: &Rc<State>) {
    local::end_thread(vm);
    vm.context.set(Value::None);
    vm.handled.take();
    // A thread has no signals to handle: nothing is raised here.
    let _ = vm.run_pending();
    started(vm).waited_for.borrow_mut().retain(|s| !Rc::ptr_eq(s, state));
    state.set_done();
}

fn is_callable(vm: &Vm, v: &Value) -> bool {
    vm.lookup_special(v, &vm.names.__call__).is_some()
}

/// `start_joinable_thread(function, handle=None, daemon=True)`.
pub fn start_joinable(vm: &Vm, a: &[Value]) -> PyResult {
    if !is_callable(vm, &a[0]) {
        return Err(vm.type_error("thread function must be callable"));
    }
    let handle = match a[1].some() {
        None => new_handle(vm, State::new(0, Stage::NotStarted)),
        Some(handle) if handle.native::<Handle>().is_some() => handle.clone(),
        Some(_) => return Err(vm.type_error("'handle' must be a _ThreadHandle")),
    };
    let daemon = match a[2].bound() {
        Some(daemon) => vm.truth(daemon)?,
        None => true,
    };
    let state = data::<Handle>(vm, &handle)?.0.clone();
    if state.stage.get() != Stage::NotStarted {
        return Err(vm.runtime_error("thread already started"));
    }
    start(vm, Job { function: a[0].clone(), values: Vec::new(), names: Vec::new() }, state, daemon)?;
    Ok(handle)
}

/// `start_new_thread(function, args, kwargs={}, /)`.
pub fn start_new(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    if !(2..=3).contains(&pos.len()) || !args.names.is_empty() {
        let (bound, wanted) = if pos.len() < 2 { ("at least", 2) } else { ("at most", 3) };
        let got = pos.len();
        return Err(vm.type_error(format!("start_new_thread expected {bound} {wanted} arguments, got {got}")));
    }
    if !is_callable(vm, &pos[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    let Value::Tuple(given) = pos[1].inner() else {
        return Err(vm.type_error("2nd arg must be a tuple"));
    };
    let mut job = Job { function: pos[0].clone(), values: given.items().to_vec(), names: Vec::new() };
    if let Some(keywords) = pos.get(2) {
        let Value::Dict(keywords) = keywords.inner() else {
            return Err(vm.type_error("optional 3rd arg must be a dictionary"));
        };
        for (name, value) in keywords.items() {
            let Some(name) = name.as_str() else { return Err(vm.type_error("keywords must be strings")) };
            job.names.push(name.clone());
            job.values.push(value);
        }
    }
    let state = State::new(0, Stage::NotStarted);
    start(vm, job, state.clone(), true)?;
    Ok(Value::from(state.ident.get()))
}

/// Waits for the threads that are no daemons.
///
/// # Errors
/// What a signal's handler raises.
pub fn shut_down(vm: &Vm) -> PyResult<()> {
    let started = started(vm);
    loop {
        let next = started.waited_for.borrow().iter().find(|s| s.ident.get() != vm.thread.ident).cloned();
        let Some(state) = next else { return Ok(()) };
        state.joining.wait_until(vm, None, || state.stage.get() == Stage::Done)?;
    }
}

/// The end of the program: `threading` waits for its threads, and calls what was registered there.
pub fn finish(vm: &Vm) {
    let threading = vm.modules.get_str(&vm.intern("threading"));
    // It may have been imported without ever being used.
    let shutdown = match &threading {
        Some(Value::Module(module)) => module.dict.get_str(&vm.intern("_shutdown")),
        _ => None,
    };
    let ended = match shutdown {
        Some(shutdown) => vm.call(&shutdown, &[]).map(drop),
        None => shut_down(vm),
    };
    if let Err(error) = ended {
        let shown = threading.map(|module| vm.repr(&module));
        let module = shown.and_then(Result::ok).map_or_else(|| "_thread".to_owned(), |text| text.to_string());
        let what = format!("Exception ignored on threading shutdown {module}");
        report_unraisable(vm, error, Some(&what), &Value::None);
    }
}

/// `stack_size(size=0, /)`: what new threads get; the size before.
pub fn stack_size(vm: &Vm, a: &[Value]) -> PyResult {
    let started = started(vm);
    let old = started.stack.get();
    if let Some(size) = a[0].bound() {
        let size = vm.index_i64(size)?;
        if size < 0 {
            return Err(vm.value_error("size must be 0 or a positive value"));
        }
        if size != 0 && size < LEAST_ASKED {
            return Err(vm.value_error(format!("size not valid: {size} bytes")));
        }
        started.stack.set(usize::try_from(size).unwrap_or(0));
    }
    Ok(Value::from(old))
}
