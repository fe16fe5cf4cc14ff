//! The event loop as Python sees it: the classes and their methods. Running it is in `loop_run`.

use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, getset, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::coroutine::{self, is_coroutine_function};
use super::event_loop::EventLoop;
use super::handle::{self, Handle, Ready};
use super::new_task::TaskOptions;
use super::timers::Due;
use super::{foreign, loop_io, loop_run, new_task, of, report, show, signals, subprocess, thread, tls};

const FLAGS: TypeFlags = TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF);

/// `asyncio.AbstractEventLoop`: every method is there and raises NotImplementedError.
pub const ABSTRACT_LOOP: TypeDef = TypeDef {
    doc: "Abstract event loop.",
    layout: Layout::Object,
    flags: FLAGS,
    methods: &[
        abstract_method("run_forever"),
        abstract_method("run_until_complete"),
        abstract_method("stop"),
        abstract_method("is_running"),
        abstract_method("is_closed"),
        abstract_method("close"),
        abstract_coroutine("shutdown_asyncgens"),
        abstract_coroutine("shutdown_default_executor"),
        abstract_method("_timer_handle_cancelled"),
        abstract_method("call_soon"),
        abstract_method("call_later"),
        abstract_method("call_at"),
        abstract_method("time"),
        abstract_method("create_future"),
        abstract_method("create_task"),
        abstract_method("call_soon_threadsafe"),
        abstract_method("run_in_executor"),
        abstract_method("set_default_executor"),
        abstract_coroutine("getaddrinfo"),
        abstract_coroutine("getnameinfo"),
        abstract_coroutine("create_connection"),
        abstract_coroutine("create_server"),
        abstract_coroutine("start_tls"),
        abstract_coroutine("create_unix_connection"),
        abstract_coroutine("create_unix_server"),
        abstract_coroutine("connect_accepted_socket"),
        abstract_coroutine("sendfile"),
        abstract_coroutine("create_datagram_endpoint"),
        abstract_coroutine("connect_read_pipe"),
        abstract_coroutine("connect_write_pipe"),
        abstract_coroutine("subprocess_shell"),
        abstract_coroutine("subprocess_exec"),
        abstract_method("add_reader"),
        abstract_method("remove_reader"),
        abstract_method("add_writer"),
        abstract_method("remove_writer"),
        abstract_coroutine("sock_recv"),
        abstract_coroutine("sock_recv_into"),
        abstract_coroutine("sock_recvfrom"),
        abstract_coroutine("sock_recvfrom_into"),
        abstract_coroutine("sock_sendall"),
        abstract_coroutine("sock_sendto"),
        abstract_coroutine("sock_connect"),
        abstract_coroutine("sock_accept"),
        abstract_coroutine("sock_sendfile"),
        abstract_method("add_signal_handler"),
        abstract_method("remove_signal_handler"),
        abstract_method("set_task_factory"),
        abstract_method("get_task_factory"),
        abstract_method("get_exception_handler"),
        abstract_method("set_exception_handler"),
        abstract_method("default_exception_handler"),
        abstract_method("call_exception_handler"),
        abstract_method("get_debug"),
        abstract_method("set_debug"),
    ],
    ..TypeDef::new("AbstractEventLoop", "asyncio.events")
};

const fn abstract_method(name: &'static str) -> NativeDef {
    method_raw(name, "(self, /, *args, **kwargs)", |vm, _| {
        Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
    })
}

const fn abstract_coroutine(name: &'static str) -> NativeDef {
    method_raw(name, "(self, /, *args, **kwargs)", |vm, _| {
        Ok(coroutine::at_once(vm, "AbstractEventLoop", |vm| {
            Err(vm.new_exception(&vm.exc.not_implemented_error, Vec::new()))
        }))
    })
    .coroutine()
}

/// `asyncio.BaseEventLoop`: where all the methods are.
pub const BASE_LOOP: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("BaseEventLoop", "asyncio.base_events")
};

pub const SELECTOR_LOOP: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: loop_io::SELECTOR,
    ..TypeDef::new("BaseSelectorEventLoop", "asyncio.selector_events")
};

/// The base of the loops of Windows, of which there is none here: what `isinstance` is asked about.
pub const PROACTOR_LOOP: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    ..TypeDef::new("BaseProactorEventLoop", "asyncio.proactor_events")
};

/// `asyncio.SelectorEventLoop`, `asyncio.EventLoop`.
pub const UNIX_LOOP: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: FLAGS,
    new: Some(new),
    methods: loop_io::UNIX,
    ..TypeDef::new("_UnixSelectorEventLoop", "asyncio.unix_events")
};

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(Value::Object(create(vm, cls.clone())))
}

/// A new loop of this class.
pub fn create(vm: &Vm, class: TypeRef) -> ObjRef {
    let data = EventLoop::new(of(vm));
    data.debug.set(debug_by_default(vm));
    let object = ObjRef::new(class, data);
    if let Some(data) = object.get::<EventLoop>() {
        data.note_class(vm, &object);
    }
    object
}

/// `-X dev` or `PYTHONASYNCIODEBUG`.
fn debug_by_default(vm: &Vm) -> bool {
    vm.config.borrow().dev_mode || vm.host.env("PYTHONASYNCIODEBUG").is_some_and(|v| !v.is_empty())
}

/// The loop behind `self`.
///
/// # Errors
/// TypeError when it is none.
pub fn this<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a EventLoop)> {
    match value {
        Value::Object(o) => o.get::<EventLoop>().map(|l| (o, l)),
        _ => None,
    }
    .ok_or_else(|| vm.type_error("an event loop was expected"))
}

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, selector=None)", |vm, args| {
        let given = args.pos().get(1).or_else(|| args.keyword("selector"));
        if let (Some(given), Some(owner)) = (given, args.values.first()) {
            let old = this(vm, owner)?.1.selector.replace(given.clone());
            drop(old);
        }
        Ok(Value::None)
    }),
    method("__repr__", "(self)", |vm, a| {
        let (object, data) = this(vm, &a[0])?;
        let word = |b: bool| if b { "True" } else { "False" };
        Ok(Value::from(format!(
            "<{} running={} closed={} debug={}>",
            object.class().name().as_str(),
            word(data.is_running()),
            word(data.closed.get()),
            word(data.debug.get())
        )))
    }),
    method("__del__", "(self)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        if !data.closed.get() {
            let message = format!("unclosed event loop {}", show::repr(vm, &a[0])?);
            report::warn(vm, &vm.exc.resource_warning, &message, 1)?;
            if !data.is_running() {
                vm.call_method(&a[0], &vm.names.close, &[])?;
            }
        }
        Ok(Value::None)
    }),
    method("create_future", "(self)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        let future = super::future::create(&data.asyncio, a[0].clone());
        if data.debug.get()
            && let Some(core) = super::future::core_of(&future)
        {
            core.set_source_traceback(Some(show::extract_stack(vm)?));
        }
        Ok(Value::Object(future))
    })
    .doc("A future of this loop."),
    method_raw("create_task", "(self, coro, *, name=None, context=None, eager_start=None, **kwargs)", |vm, args| {
        let (coro, options) = TaskOptions::read(vm, "BaseEventLoop.create_task", args, 1)?;
        let owner = args.pos().first().unwrap_or(&Value::None);
        new_task::create(vm, owner, this(vm, owner)?.1, coro, &options)
    })
    .doc("Start a coroutine as a task of this loop."),
    method("set_task_factory", "(self, factory)", |vm, a| {
        if !a[1].is_none() && !is_callable(vm, &a[1]) {
            return Err(vm.type_error("task factory must be a callable or None"));
        }
        let old = this(vm, &a[0])?.1.task_factory.replace(a[1].clone());
        drop(old);
        Ok(Value::None)
    })
    .doc("Let `factory(loop, coro, **kwargs)` make the tasks; None: as usual."),
    method("get_task_factory", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.task_factory.borrow().clone()))
        .doc("What makes the tasks, None if nothing was set."),
    method_raw("call_soon", "(self, callback, *args, context=None)", |vm, args| {
        let call = Call::read(vm, args, "call_soon", 1)?;
        let (_, data) = this(vm, call.owner)?;
        data.check_closed(vm)?;
        call.check(vm, data, true)?;
        call.soon(vm, data)
    })
    .doc("Call a function at the next turn of the loop."),
    method_raw("call_soon_threadsafe", "(self, callback, *args, context=None)", |vm, args| {
        let call = Call::read(vm, args, "call_soon_threadsafe", 1)?;
        let (_, data) = this(vm, call.owner)?;
        data.check_closed(vm)?;
        call.check(vm, data, false)?;
        let handle = call.soon(vm, data)?;
        thread::wake(vm, data);
        Ok(handle)
    })
    .doc("As `call_soon`, from any thread."),
    method_raw("call_later", "(self, delay, callback, *args, context=None)", call_later)
        .doc("Call a function after `delay` seconds."),
    method_raw("call_at", "(self, when, callback, *args, context=None)", |vm, args| {
        let call = Call::read(vm, args, "call_at", 2)?;
        if call.time.is_none() {
            return Err(vm.type_error("when cannot be None"));
        }
        let (_, data) = this(vm, call.owner)?;
        call.at(vm, data, call.time.clone())
    })
    .doc("Call a function when the loop's clock says `when`."),
    method("time", "(self)", |vm, a| {
        crate::time::looked_at(vm);
        Ok(Value::Float(this(vm, &a[0])?.1.time(vm)))
    })
    .doc("The loop's clock, in seconds."),
    method("_timer_handle_cancelled", "(self, handle)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        if a[1].native::<Handle>().is_some_and(|h| h.scheduled.get()) {
            data.timers.borrow_mut().note_cancelled();
        }
        Ok(Value::None)
    }),
    method("_add_callback", "(self, handle)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        if let Value::Object(o) = &a[1]
            && o.get::<Handle>().is_some_and(|h| !h.cancelled.get())
        {
            data.push(vm, Ready::Handle(o.clone()))?;
        }
        Ok(Value::None)
    }),
    method("_check_closed", "(self)", |vm, a| this(vm, &a[0])?.1.check_closed(vm).map(|()| Value::None)),
    method("_check_running", "(self)", |vm, a| loop_run::check_running(vm, this(vm, &a[0])?.1).map(|()| Value::None)),
    method("_write_to_self", "(self)", |vm, a| {
        thread::wake(vm, this(vm, &a[0])?.1);
        Ok(Value::None)
    }),
    method("_process_events", "(self, event_list)", |_, _| Ok(Value::None)),
    method("_run_once", "(self)", |vm, a| {
        let (object, data) = this(vm, &a[0])?;
        data.run_once(vm, object).map(|()| Value::None)
    }),
    method("_run_forever_setup", "(self)", |vm, a| {
        let (object, data) = this(vm, &a[0])?;
        loop_run::set_up(vm, object, data).map(|()| Value::None)
    }),
    method("_run_forever_cleanup", "(self)", |vm, a| {
        loop_run::clean_up(vm, this(vm, &a[0])?.1);
        Ok(Value::None)
    }),
    method("run_forever", "(self)", |vm, a| {
        let (object, data) = this(vm, &a[0])?;
        loop_run::run_forever(vm, object, data).map(|()| Value::None)
    })
    .doc("Run until `stop` is called."),
    method("run_until_complete", "(self, future)", |vm, a| {
        let (object, data) = this(vm, &a[0])?;
        loop_run::run_until_complete(vm, object, data, &a[1])
    })
    .doc("Run until a future or coroutine is done; its result."),
    method("stop", "(self)", |vm, a| {
        this(vm, &a[0])?.1.stopping.set(true);
        Ok(Value::None)
    })
    .doc("Let the loop stop at the end of this turn."),
    method("close", "(self)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        if data.is_running() {
            return Err(vm.runtime_error("Cannot close a running event loop"));
        }
        signals::close(vm, data)?;
        thread::close_executor(vm, data)?;
        data.close();
        Ok(Value::None)
    })
    .doc("Close the loop, which must not be running."),
    method("is_closed", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.closed.get())))
        .doc("True if the loop was closed."),
    method("is_running", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.is_running())))
        .doc("True while the loop runs."),
    method("get_debug", "(self)", |vm, a| Ok(Value::Bool(this(vm, &a[0])?.1.debug.get()))).doc("True in debug mode."),
    method("set_debug", "(self, enabled)", |vm, a| {
        let (_, data) = this(vm, &a[0])?;
        data.debug.set(vm.truth(&a[1])?);
        if data.is_running() {
            loop_run::track_origins(vm, data, data.debug.get());
        }
        Ok(Value::None)
    })
    .doc("Turn debug mode on or off."),
    method("get_exception_handler", "(self)", |vm, a| Ok(this(vm, &a[0])?.1.exception_handler.borrow().clone()))
        .doc("What is called for errors that nobody waits for."),
    method("set_exception_handler", "(self, handler)", |vm, a| {
        if !a[1].is_none() && !is_callable(vm, &a[1]) {
            let shown = show::repr(vm, &a[1])?;
            return Err(vm.type_error(format!("A callable object or None is expected, got {shown}")));
        }
        let old = this(vm, &a[0])?.1.exception_handler.replace(a[1].clone());
        drop(old);
        Ok(Value::None)
    })
    .doc("Let `handler(loop, context)` take errors that nobody waits for; None: they are logged."),
    method("default_exception_handler", "(self, context)", |vm, a| {
        report::default_handler(vm, &a[0], &a[1]).map(|()| Value::None)
    })
    .doc("Log an error that nobody waits for."),
    method("call_exception_handler", "(self, context)", |vm, a| {
        report::call_handler(vm, &a[0], this(vm, &a[0])?.1, &a[1]).map(|()| Value::None)
    })
    .doc("Report an error that nobody waits for."),
    method("shutdown_asyncgens", "(self)", |vm, a| Ok(loop_run::shutdown_asyncgens(vm, &a[0])))
        .coroutine()
        .doc("Close all async generators that are open."),
    method("shutdown_default_executor", "(self, timeout=None)", |vm, a| {
        Ok(thread::shutdown_default_executor(vm, &a[0], a[1].bound().cloned().unwrap_or(Value::None)))
    })
    .coroutine()
    .doc("Wait for the threads of the default executor."),
    method_raw("subprocess_shell", "(self, protocol_factory, cmd, **kwargs)", |vm, args| {
        subprocess::start(vm, "subprocess_shell", args)
    })
    .coroutine()
    .doc("Start a command of the shell: (transport, protocol)."),
    method_raw("subprocess_exec", "(self, protocol_factory, program, *args, **kwargs)", |vm, args| {
        subprocess::start(vm, "subprocess_exec", args)
    })
    .coroutine()
    .doc("Start a program: (transport, protocol)."),
    method_raw("run_in_executor", "(self, executor, func, *args)", thread::run_in_executor)
        .doc("Call a function in an executor (None: the default one), and wait for it."),
    method("set_default_executor", "(self, executor)", thread::set_default_executor)
        .doc("Set the executor that `run_in_executor(None, ...)` uses."),
    method("_check_default_executor", "(self)", |vm, a| {
        thread::check_default_executor(vm, this(vm, &a[0])?.1).map(|()| Value::None)
    }),
    loop_io::CREATE_CONNECTION,
    loop_io::CREATE_SERVER,
    tls::START_TLS,
    loop_io::CREATE_DATAGRAM_ENDPOINT,
    loop_io::CONNECT_ACCEPTED_SOCKET,
    loop_io::CONNECT_READ_PIPE,
    loop_io::CONNECT_WRITE_PIPE,
    loop_io::SENDFILE,
    loop_io::SOCK_SENDFILE,
    loop_io::GETADDRINFO,
    loop_io::GETNAMEINFO,
    loop_io::ENSURE_RESOLVED,
    loop_io::CREATE_CONNECTION_TRANSPORT,
    loop_io::CONNECT_SOCK,
    loop_io::SOCK_SENDFILE_FALLBACK,
    loop_io::SENDFILE_FALLBACK,
    loop_io::CHECK_SENDFILE_PARAMS,
    loop_io::NO_NATIVE_SENDFILE,
    loop_io::NO_NATIVE_TRANSPORT_SENDFILE,
    method("_asyncgen_firstiter_hook", "(self, agen)", |vm, a| {
        loop_run::first_iteration(vm, &a[0], &a[1]).map(|()| Value::None)
    }),
    method("_asyncgen_finalizer_hook", "(self, agen)", |vm, a| {
        loop_run::finalize_asyncgen(vm, &a[0], &a[1]).map(|()| Value::None)
    }),
];

const GETSET: &[GetSet] = &[
    getset(
        "slow_callback_duration",
        |vm, v| Ok(this(vm, v)?.1.slow_callback_duration.borrow().clone()),
        |vm, v, new| {
            if let Some(new) = new {
                let old = this(vm, v)?.1.slow_callback_duration.replace(new.clone());
                drop(old);
            }
            Ok(())
        },
    ),
    getter("_ready", |vm, v| {
        // True while callbacks wait; what stands in it is nobody's business.
        let count = this(vm, v)?.1.ready_count();
        Ok(Value::list(vec![Value::None; count]))
    }),
    getter("_scheduled", |vm, v| Ok(Value::list(vec![Value::None; this(vm, v)?.1.timers.borrow().len()]))),
    getset(
        "_selector",
        |vm, v| loop_io::selector(vm, this(vm, v)?.1),
        |vm, v, new| {
            let old = this(vm, v)?.1.selector.replace(new.cloned().unwrap_or(Value::None));
            drop(old);
            Ok(())
        },
    ),
    // What CPython's loop has for itself to be woken: a pair of sockets. The host's poller has something of its own.
    getter("_internal_fds", |vm, v| Ok(Value::Int(i64::from(!this(vm, v)?.1.closed.get())))),
    getter("_ssock", |_, _| Ok(Value::None)),
    getter("_csock", |_, _| Ok(Value::None)),
    getter("_closed", |vm, v| Ok(Value::Bool(this(vm, v)?.1.closed.get()))),
    getset(
        "_stopping",
        |vm, v| Ok(Value::Bool(this(vm, v)?.1.stopping.get())),
        |vm, v, new| {
            let on = match new {
                Some(new) => vm.truth(new)?,
                None => false,
            };
            this(vm, v)?.1.stopping.set(on);
            Ok(())
        },
    ),
    getter("_debug", |vm, v| Ok(Value::Bool(this(vm, v)?.1.debug.get()))),
    getset(
        "_default_executor",
        |vm, v| Ok(this(vm, v)?.1.default_executor.borrow().clone()),
        |vm, v, new| {
            let old = this(vm, v)?.1.default_executor.replace(new.cloned().unwrap_or(Value::None));
            drop(old);
            Ok(())
        },
    ),
    getter("_exception_handler", |vm, v| Ok(this(vm, v)?.1.exception_handler.borrow().clone())),
    getter("_task_factory", |vm, v| Ok(this(vm, v)?.1.task_factory.borrow().clone())),
    getter("_thread_id", |vm, v| {
        let on = this(vm, v)?.1.running_on.borrow().as_ref().map(|thread| thread.ident);
        Ok(on.map_or(Value::None, Value::from))
    }),
    getset(
        "_clock_resolution",
        |vm, v| Ok(Value::Float(this(vm, v)?.1.clock_resolution.get())),
        |vm, v, new| {
            let new = new.map_or(Ok(1e-9), |new| super::seconds(vm, new))?;
            this(vm, v)?.1.clock_resolution.set(new);
            Ok(())
        },
    ),
];

/// The arguments of `call_soon` and its like.
struct Call<'a> {
    owner: &'a Value,
    /// Of `call_later` and `call_at`.
    time: &'a Value,
    callback: &'a Value,
    args: &'a [Value],
    context: Option<&'a Value>,
    method: &'static str,
}

impl<'a> Call<'a> {
    /// `before`: how many arguments stand before `*args`, `self` apart.
    fn read(vm: &Vm, args: &Args<'a>, method: &'static str, before: usize) -> PyResult<Call<'a>> {
        let pos = args.pos();
        let mut given: Vec<Option<&Value>> = (0..=before).map(|i| pos.get(i)).collect();
        let names: &[&str] = match (before, method) {
            (2, "call_later") => &["delay", "callback"],
            (2, _) => &["when", "callback"],
            _ => &["callback"],
        };
        let mut context = None;
        for (name, value) in args.keywords() {
            if name.as_str() == "context" {
                context = Some(value);
            } else if let Some(i) = names.iter().position(|n| *n == name.as_str())
                && given[i + 1].is_none()
            {
                given[i + 1] = Some(value);
            } else {
                let text = format!("BaseEventLoop.{method}() got an unexpected keyword argument '{name}'");
                return Err(vm.type_error(text));
            }
        }
        let missing: Vec<String> =
            names.iter().zip(&given[1..]).filter(|(_, v)| v.is_none()).map(|(n, _)| format!("'{n}'")).collect();
        let (Some(owner), Some(callback), []) = (given[0], given[before], missing.as_slice()) else {
            let plural = if missing.len() == 1 { "" } else { "s" };
            return Err(vm.type_error(format!(
                "BaseEventLoop.{method}() missing {} required positional argument{plural}: {}",
                missing.len(),
                missing.join(" and ")
            )));
        };
        let rest = pos.get(before + 1..).unwrap_or(&[]);
        Ok(Call { owner, time: given[1].unwrap_or(callback), callback, args: rest, context, method })
    }

    /// The checks of debug mode.
    fn check(&self, vm: &Vm, data: &EventLoop, same_thread: bool) -> PyResult<()> {
        if !data.debug.get() {
            return Ok(());
        }
        if same_thread {
            data.check_thread(vm)?;
        }
        check_callback(vm, self.callback, self.method)
    }

    fn context(&self, vm: &Vm) -> PyResult {
        handle::context_argument(vm, self.context)
    }

    fn soon(&self, vm: &Vm, data: &EventLoop) -> PyResult {
        let context = self.context(vm)?;
        let handle = handle::new_handle(vm, self.owner, self.callback.clone(), self.args.to_vec(), context)?;
        data.push(vm, Ready::Handle(handle.clone()))?;
        Ok(Value::Object(handle))
    }

    fn at(&self, vm: &Vm, data: &EventLoop, when: Value) -> PyResult {
        data.check_closed(vm)?;
        self.check(vm, data, true)?;
        let deadline = super::seconds(vm, &when)?;
        let context = self.context(vm)?;
        let handle = handle::new_timer(vm, self.owner, when, self.callback.clone(), self.args.to_vec(), context)?;
        data.call_at(vm, deadline, Due::Handle(handle.clone()))?;
        if let Some(timer) = handle.get::<Handle>() {
            timer.scheduled.set(true);
        }
        Ok(Value::Object(handle))
    }
}

fn is_callable(vm: &Vm, value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Type(_) => true,
        other => vm.lookup_special(other, &vm.names.__call__).is_some(),
    }
}

/// Debug mode: only plain callables can be scheduled.
///
/// # Errors
/// TypeError for a coroutine, a coroutine function, or what cannot be called.
pub fn check_callback(vm: &Vm, callback: &Value, method: &str) -> PyResult<()> {
    if foreign::is_coroutine(vm, callback)? || is_coroutine_function(vm, callback)? {
        return Err(vm.type_error(format!("coroutines cannot be used with {method}()")));
    }
    if !is_callable(vm, callback) {
        let shown = show::repr(vm, callback)?;
        return Err(vm.type_error(format!("a callable object was expected by {method}(), got {shown}")));
    }
    Ok(())
}

fn call_later(vm: &Vm, args: &Args) -> PyResult {
    let call = Call::read(vm, args, "call_later", 2)?;
    if call.time.is_none() {
        return Err(vm.type_error("delay must not be None"));
    }
    let (object, data) = this(vm, call.owner)?;
    if data.is_plain(object) {
        let when = match call.time {
            Value::Float(delay) => data.time(vm) + delay,
            Value::Int(delay) => data.time(vm) + *delay as f64,
            other => {
                let now = Value::Float(data.time(vm));
                let when = vm.binary(taipan_interp::tree::BinOp::Add, &now, other)?;
                return call.at(vm, data, when);
            }
        };
        return call.at(vm, data, Value::Float(when));
    }
    // A class written in Python may have its own clock and its own timers.
    let now = vm.call_method(call.owner, &vm.intern("time"), &[])?;
    let when = vm.binary(taipan_interp::tree::BinOp::Add, &now, call.time)?;
    let mut values = vec![when, call.callback.clone()];
    values.extend_from_slice(call.args);
    let call_at = vm.get_attr(call.owner, &vm.intern("call_at"))?;
    vm.call_kw(&call_at, &values, &[("context", call.context.cloned().unwrap_or(Value::None))])
}
