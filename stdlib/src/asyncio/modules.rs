//! The modules: `asyncio` with everything public, and its submodules, which show the same objects by the names that
//! CPython's files have them under.
//!
//! A submodule is made when it is first imported or asked for as an attribute of `asyncio`.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use super::{
    Asyncio, as_completed, awaited_by, coroutine, ensure, gather, loop_run, of, policy, runner, running, shield, sleep,
};
use super::{streams, subprocess, thread, timeouts, transport, wait, wait_for};

/// What one of CPython's files defines.
struct Home {
    name: &'static str,
    functions: &'static [NativeDef],
    types: fn(&Asyncio) -> Vec<&TypeRef>,
    /// Other names for the same things, and constants: added to the submodule and, if public, to `asyncio`.
    others: fn(&Vm, &Asyncio) -> Vec<(&'static str, Value)>,
}

const fn home(name: &'static str, functions: &'static [NativeDef]) -> Home {
    Home { name, functions, types: |_| Vec::new(), others: |_, _| Vec::new() }
}

fn ty(t: &TypeRef) -> Value {
    Value::Type(t.clone())
}

const HOMES: &[Home] = &[
    Home {
        types: |a| vec![&a.types.base_loop, &a.types.server],
        // anyio knows the main task by it.
        others: |vm, _| vec![("_run_until_complete_cb", loop_run::stop_callable(vm))],
        ..home("asyncio.base_events", &[BASE_EVENTS_GETATTR])
    },
    Home {
        others: |vm, _| vec![("_is_coroutine", coroutine::mark(vm))],
        ..home("asyncio.coroutines", &[coroutine::IS_COROUTINE_FUNCTION, coroutine::IS_COROUTINE])
    },
    Home {
        types: |a| {
            let t = &a.types;
            vec![&t.abstract_policy, &t.abstract_loop, &t.abstract_server, &t.handle, &t.timer_handle, &t.base_policy]
        },
        others: |vm, a| {
            let mut all = vec![("BaseDefaultEventLoopPolicy", ty(&a.types.base_policy))];
            for (name, def) in [
                ("_py__get_running_loop", &running::GET_RUNNING_LOOP_OR_NONE),
                ("_py__set_running_loop", &running::SET_RUNNING_LOOP),
                ("_py_get_running_loop", &running::GET_RUNNING_LOOP),
                ("_py_get_event_loop", &running::GET_EVENT_LOOP),
            ] {
                all.push((name, vm.native_function("asyncio.events", def)));
            }
            all
        },
        ..home(
            "asyncio.events",
            &[
                EVENTS_GETATTR,
                policy::GET_POLICY,
                policy::SET_POLICY,
                running::GET_EVENT_LOOP,
                policy::SET_EVENT_LOOP,
                policy::NEW_EVENT_LOOP,
                running::SET_RUNNING_LOOP,
                running::GET_RUNNING_LOOP,
                running::GET_RUNNING_LOOP_OR_NONE,
            ],
        )
    },
    Home {
        types: |a| {
            let e = &a.exc;
            vec![
                &e.broken_barrier,
                &e.cancelled,
                &e.invalid_state,
                &e.incomplete_read,
                &e.limit_overrun,
                &e.sendfile_not_available,
            ]
        },
        others: |vm, _| vec![("TimeoutError", ty(&vm.exc.timeout_error))],
        ..home("asyncio.exceptions", &[])
    },
    Home {
        types: |a| vec![&a.types.future],
        others: |_, a| vec![("_PyFuture", ty(&a.types.future)), ("_CFuture", ty(&a.types.future))],
        ..home("asyncio.futures", &[thread::WRAP_FUTURE, ensure::IS_FUTURE, awaited_by::ADD, awaited_by::DISCARD])
    },
    Home {
        types: |a| {
            let t = &a.types;
            vec![&t.lock, &t.event, &t.condition, &t.semaphore, &t.bounded_semaphore, &t.barrier]
        },
        ..home("asyncio.locks", &[])
    },
    // Of Windows; elsewhere it can be imported, and its loop cannot run.
    Home { types: |a| vec![&a.types.proactor_loop], ..home("asyncio.proactor_events", &[]) },
    Home { types: |a| vec![&a.types.runner], ..home("asyncio.runners", &[runner::RUN]) },
    Home {
        types: |a| {
            let (t, e) = (&a.types, &a.exc);
            vec![&t.queue, &t.priority_queue, &t.lifo_queue, &e.queue_full, &e.queue_empty, &e.queue_shut_down]
        },
        ..home("asyncio.queues", &[])
    },
    Home {
        types: |a| vec![&a.types.task],
        others: |vm, a| {
            let function = |def| vm.native_function("asyncio.tasks", def);
            vec![
                ("_py_current_task", function(&running::CURRENT_TASK)),
                ("_py_register_task", function(&running::REGISTER_TASK)),
                ("_py_unregister_task", function(&running::UNREGISTER_TASK)),
                ("_py_enter_task", function(&running::ENTER_TASK)),
                ("_py_leave_task", function(&running::LEAVE_TASK)),
                ("_py_swap_current_task", function(&running::SWAP_CURRENT_TASK)),
                ("FIRST_COMPLETED", Value::str(wait::FIRST_COMPLETED)),
                ("FIRST_EXCEPTION", Value::str(wait::FIRST_EXCEPTION)),
                ("ALL_COMPLETED", Value::str(wait::ALL_COMPLETED)),
                ("_PyTask", ty(&a.types.task)),
                ("_CTask", ty(&a.types.task)),
                ("_GatheringFuture", ty(&a.types.gathering)),
                ("_AsCompletedIterator", ty(&a.types.as_completed)),
            ]
        },
        ..home(
            "asyncio.tasks",
            &[
                ensure::CREATE_TASK,
                wait::WAIT,
                wait_for::WAIT_FOR,
                as_completed::AS_COMPLETED,
                sleep::SLEEP,
                gather::GATHER,
                shield::SHIELD,
                ensure::ENSURE_FUTURE,
                thread::RUN_COROUTINE_THREADSAFE,
                running::CURRENT_TASK,
                running::ALL_TASKS,
                running::REGISTER_TASK,
                running::UNREGISTER_TASK,
                running::ENTER_TASK,
                running::LEAVE_TASK,
                running::SWAP_CURRENT_TASK,
            ],
        )
    },
    Home { types: |a| vec![&a.types.task_group], ..home("asyncio.taskgroups", &[]) },
    home("asyncio.graph", &[]),
    home("asyncio.threads", &[thread::TO_THREAD]),
    Home {
        types: |a| vec![&a.types.timeout],
        ..home("asyncio.timeouts", &[timeouts::TIMEOUT_FUNCTION, timeouts::TIMEOUT_AT])
    },
    Home { types: |a| vec![&a.types.selector_loop], ..home("asyncio.selector_events", &[SELECTOR_EVENTS_GETATTR]) },
    Home {
        types: |a| vec![&a.types.unix_loop, &a.types.default_policy],
        others: |_, a| {
            vec![
                ("SelectorEventLoop", ty(&a.types.unix_loop)),
                ("EventLoop", ty(&a.types.unix_loop)),
                ("DefaultEventLoopPolicy", ty(&a.types.default_policy)),
            ]
        },
        ..home("asyncio.unix_events", &[UNIX_EVENTS_GETATTR])
    },
];

/// Names with an underscore that are public all the same.
const PUBLIC: &[&str] =
    &["_set_running_loop", "_get_running_loop", "_register_task", "_unregister_task", "_enter_task", "_leave_task"];

/// Public names of CPython's that stand in a submodule only.
const HIDDEN: &[&str] = &["BaseDefaultEventLoopPolicy", "BaseProactorEventLoop", "BaseSelectorEventLoop"];

fn is_public(name: &str) -> bool {
    (!name.starts_with('_') || PUBLIC.contains(&name)) && !HIDDEN.contains(&name)
}

/// Every name of a home.
fn contents(vm: &Vm, asyncio: &Asyncio, home: &'static Home) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for def in home.functions {
        all.push((def.name.to_owned(), vm.native_function(home.name, def)));
    }
    for t in (home.types)(asyncio) {
        all.push((t.name().as_str().to_owned(), ty(t)));
    }
    all.extend((home.others)(vm, asyncio).into_iter().map(|(name, v)| (name.to_owned(), v)));
    all
}

fn init_asyncio(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let asyncio = of(vm);
    let mut names = Vec::new();
    for home in HOMES {
        for (name, value) in contents(vm, &asyncio, home) {
            if is_public(&name) {
                names.push(Value::str(&name));
                dict.set_str(&vm.intern(&name), value);
            }
        }
    }
    names.extend(EMBEDDED.iter().flat_map(|(_, _, names)| names.iter().map(|n| Value::str(n))));
    dict.set_str(&vm.names.__all__, Value::list(names));
    // A package: submodules are found by their full names.
    dict.set_str(&vm.names.__path__, Value::list(Vec::new()));
    dict.set_str(&vm.names.__package__, Value::str("asyncio"));
    Ok(())
}

/// Fills a submodule; what is public in `asyncio` is taken from there, so that both have the same object.
fn init_submodule(vm: &Vm, dict: &Dict, name: &str) -> PyResult<()> {
    let asyncio = of(vm);
    let Some(home) = HOMES.iter().find(|h| h.name == name) else { return Ok(()) };
    let package = vm.import("asyncio")?;
    let mut names = Vec::new();
    for (name, value) in contents(vm, &asyncio, home) {
        let key = vm.intern(&name);
        let value = match vm.get_attr_opt(&package, &key)? {
            Some(public) if is_public(&name) => public,
            _ => value,
        };
        if is_public(&name) {
            names.push(Value::str(&name));
        }
        dict.set_str(&key, value);
    }
    for name in EMBEDDED.iter().filter(|(file, shown, _)| *shown == home.name && file != shown).flat_map(|e| e.2) {
        dict.set_str(&vm.intern(name), vm.get_attr(&package, &vm.intern(name))?);
        names.push(Value::str(name));
    }
    dict.set_str(&vm.names.__all__, Value::tuple(names));
    Ok(())
}

/// Public names of modules that are made when they are needed, embedded Python files mostly: the module, the submodule that shows them, and the names.
const EMBEDDED: &[(&str, &str, &[&str])] = &[
    ("asyncio.streams", "asyncio.streams", streams::PUBLIC),
    (
        "_asyncio_graph",
        "asyncio.graph",
        &["FrameCallGraphEntry", "FutureCallGraph", "capture_call_graph", "format_call_graph", "print_call_graph"],
    ),
    ("_asyncio_eager", "asyncio.tasks", &["create_eager_task_factory", "eager_task_factory"]),
    ("_asyncio_watchers", "asyncio.events", &["get_child_watcher", "set_child_watcher"]),
    (
        "_asyncio_watchers",
        "asyncio.unix_events",
        &[
            "AbstractChildWatcher",
            "SafeChildWatcher",
            "FastChildWatcher",
            "PidfdChildWatcher",
            "MultiLoopChildWatcher",
            "ThreadedChildWatcher",
        ],
    ),
    ("asyncio.subprocess", "asyncio.subprocess", &["create_subprocess_exec", "create_subprocess_shell"]),
    (
        "asyncio.protocols",
        "asyncio.protocols",
        &["BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol"],
    ),
    (
        "asyncio.transports",
        "asyncio.transports",
        &["BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport"],
    ),
];

/// `asyncio.tasks` and the like, as attributes of the package: imported when they are asked for.
const GETATTR: NativeDef = function("__getattr__", "(name)", |vm, a| {
    let name = a[0].as_str().map(|s| s.as_str().to_owned()).unwrap_or_default();
    let full = format!("asyncio.{name}");
    if MODULES.iter().any(|m| m.name == full) || crate::pylib::contains(&full) {
        return vm.import(&full);
    }
    if let Some((file, ..)) = EMBEDDED.iter().find(|(_, _, names)| names.contains(&&*name)) {
        let module = vm.import(file)?;
        let value = vm.get_attr(&module, &vm.intern(&name))?;
        vm.set_attr(&vm.import("asyncio")?, &vm.intern(&name), value.clone())?;
        return Ok(value);
    }
    Err(vm.attribute_error(format!("module 'asyncio' has no attribute '{name}'")))
});

/// What changes in `asyncio.events` while a program runs.
const EVENTS_GETATTR: NativeDef = function("__getattr__", "(name)", |vm, a| match a[0].as_str().map(|s| s.as_str()) {
    Some("_event_loop_policy") => Ok(of(vm).policy.borrow().clone()),
    name => Err(vm.attribute_error(format!("module 'asyncio.events' has no attribute '{}'", name.unwrap_or_default()))),
});

/// What `asyncio.base_events` shows of the functions behind the loop: see `_asyncio_connect`.
const BASE_EVENTS_GETATTR: NativeDef = function("__getattr__", "(name)", |vm, a| {
    const SHOWN: &[&str] =
        &["_check_ssl_socket", "_interleave_addrinfos", "_ipaddr_info", "_set_nodelay", "_set_reuseport"];
    match name_of(a) {
        name if SHOWN.contains(&name) => vm.get_attr(&vm.import("_asyncio_connect")?, &vm.intern(name)),
        name @ "_SendfileFallbackProtocol" => vm.get_attr(&vm.import("_asyncio_sendfile")?, &vm.intern(name)),
        name => imported(vm, "asyncio.base_events", name),
    }
});

/// The types of transports, which are made when they are first asked for.
const SELECTOR_EVENTS_GETATTR: NativeDef = function("__getattr__", "(name)", |vm, a| {
    Ok(match name_of(a) {
        "_SelectorTransport" => ty(&transport::of(vm)?.selector),
        "_SelectorSocketTransport" => ty(&transport::of(vm)?.socket),
        "_SelectorDatagramTransport" => ty(&transport::of(vm)?.datagram),
        "_HAS_SENDMSG" => Value::Bool(true),
        name => return imported(vm, "asyncio.selector_events", name),
    })
});

/// As above.
const UNIX_EVENTS_GETATTR: NativeDef = function("__getattr__", "(name)", |vm, a| {
    Ok(match name_of(a) {
        "_UnixReadPipeTransport" => ty(&transport::of(vm)?.read_pipe),
        "_UnixWritePipeTransport" => ty(&transport::of(vm)?.write_pipe),
        name => match subprocess::unix_name(vm, name)? {
            Some(value) => value,
            None => return imported(vm, "asyncio.unix_events", name),
        },
    })
});

fn name_of(a: &[Value]) -> &str {
    a[0].as_str().map_or("", |s| s.as_str())
}

/// What CPython's file of that module imports: programs look at it there.
fn imported(vm: &Vm, module: &str, name: &str) -> PyResult {
    match name {
        "logger" => vm.get_attr(&vm.import("asyncio.log")?, &vm.intern(name)),
        "errno" | "os" | "selectors" | "signal" | "socket" | "ssl" | "stat" | "subprocess" | "sys" | "time"
        | "warnings" => vm.import(name),
        _ => Err(vm.attribute_error(format!("module '{module}' has no attribute '{name}'"))),
    }
}

macro_rules! submodules {
    ($($name:literal),* $(,)?) => {
        pub(crate) const MODULES: &[ModuleDef] = &[
            ModuleDef { name: "asyncio", doc: "The asyncio package, tracking PEP 3156.", functions: &[GETATTR], init: init_asyncio },
            ModuleDef { name: "asyncio.log", doc: "Logging configuration.", functions: &[], init: init_log },
            ModuleDef { name: "asyncio.streams", doc: "", functions: &[], init: streams::init },
            $(ModuleDef { name: $name, doc: "", functions: &[], init: |vm, dict| init_submodule(vm, dict, $name) },)*
        ];
    };
}

submodules! {
    "asyncio.base_events", "asyncio.coroutines", "asyncio.events", "asyncio.exceptions", "asyncio.futures",
    "asyncio.graph", "asyncio.locks", "asyncio.proactor_events", "asyncio.queues", "asyncio.runners",
    "asyncio.selector_events", "asyncio.taskgroups", "asyncio.tasks", "asyncio.threads", "asyncio.timeouts",
    "asyncio.unix_events",
}

fn init_log(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let logging = vm.import("logging")?;
    let logger = vm.call_method(&logging, &vm.intern("getLogger"), &[Value::str("asyncio")])?;
    dict.set_str(&vm.intern("logger"), logger);
    Ok(())
}
