//! [`Vm`]: one thread of execution and what it shares with others ([`Runtime`]).
//!
//! Owns the value stack, the stack of running frames, what is being handled, and the shared tables: builtin types,
//! interned names, modules. The operations on objects (attributes, calls, iteration, operators) are in the files beside
//! this one, as methods of `Vm`; how syntax uses them is `eval`'s business.

pub mod attributes;
pub mod call;
mod call_errors;
pub mod classes;
pub mod collector;
pub mod errors;
pub mod frames;
pub mod import;
pub mod import_finders;
pub mod import_lock;
mod import_path;
pub mod interpreter_lock;
pub mod iterate;
pub mod mapping;
pub mod names;
pub mod operators;
pub mod pending;
pub mod protocol;
pub mod registry;
pub mod suggest;
mod teardown;
pub mod threads;
pub mod waiting;

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hashbrown::HashTable;

use crate::heap::stack::Chain;
use crate::heap::{HeapRef, Held, Ref, Stack};
use crate::host::Host;
use crate::native::ModuleDef;
use crate::source::{Source, Span};
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::str::Str;
use crate::value::Value;

use attributes::TypeCache;
use collector::Collector;
use frames::FrameRecord;
use interpreter_lock::InterpreterLock;
use names::Names;
use pending::Pending;
use registry::{Exceptions, Types};
use threads::{Thread, Threads};

/// Finds a module's source for `import`; the standard library's embedded modules are one, directories another.
pub trait ModuleSource {
    /// The source of a module.
    fn find(&self, vm: &Vm, name: &str) -> Option<FoundModule>;

    /// Where a module is that may be run later than it is imported: it always runs without error, and what it does is
    /// to be seen in its namespace only.
    fn find_deferrable(&self, _vm: &Vm, _name: &str) -> Option<ModulePlace> {
        None
    }

    /// True when the module stands for one that is native elsewhere: no file on the path is preferred to it.
    fn comes_first(&self, _name: &str) -> bool {
        false
    }
}

/// What a [`ModuleSource`] found.
pub struct FoundModule {
    pub place: ModulePlace,
    pub source: Rc<Source>,
    /// The text, compiled: see [`image`](crate::image).
    pub image: Option<&'static [u8]>,
}

/// What is known of a module before its text is read.
pub struct ModulePlace {
    pub filename: String,
    pub is_package: bool,
    /// The module's `__loader__`: what shows its source in tracebacks.
    pub loader: Value,
}

impl ModulePlace {
    /// The directory of a package.
    pub fn package_dir(&self) -> Option<&str> {
        self.is_package.then(|| self.filename.rsplit_once('/').map_or("", |(dir, _)| dir))
    }
}

/// What all threads of an interpreter share.
pub struct Runtime {
    pub host: Arc<dyn Host>,
    /// Held by the thread that runs Python code.
    pub lock: Arc<InterpreterLock>,
    pub threads: Threads,
    pub names: Names,
    /// The strings of one character of Latin-1, by code: indexing and iterating strings allocates none of these.
    pub chars: Box<[Str]>,
    pub types: Types,
    pub exc: Exceptions,
    pub builtins: Ref<Dict>,
    /// `sys.modules`.
    pub modules: Ref<Dict>,
    /// Native modules by name, loaded when imported.
    pub native_modules: RefCell<HashMap<&'static str, &'static ModuleDef>>,
    /// Embedded pure-Python modules.
    pub module_sources: RefCell<Vec<Rc<dyn ModuleSource>>>,
    pub pending: Rc<Pending>,
    interned: RefCell<HashTable<Str>>,
    /// Numbers for type versions, shapes and namespaces.
    counter: Cell<u32>,
    /// State of native modules, by type.
    state: RefCell<HashMap<TypeId, Rc<dyn Any>, foldhash::fast::FixedState>>,
    /// Command line and flags, for `sys`.
    pub config: RefCell<Config>,
    pub type_cache: TypeCache,
    /// Runs the handlers of signals that programs have set; whoever implements those sets it.
    pub signal_handlers: RefCell<Option<Rc<dyn SignalHandlers>>>,
    pub collector: Collector,
    /// Last, because it is for the others.
    pub heap: HeapRef,
}

/// See [`Runtime::signal_handlers`].
pub trait SignalHandlers {
    /// Signals (a set of `host::signal`) have arrived, and none of them has been handled.
    fn arrived(&self, vm: &Vm, signals: u64);
    /// Handles one; false when the program has set nothing for it.
    ///
    /// # Errors
    /// What the handler raises.
    fn handle(&self, vm: &Vm, signal: i32) -> crate::error::PyResult<bool>;
}

impl Runtime {
    /// The one string object of this text, for names: equal interned strings are identical.
    pub fn intern(&self, text: &str) -> Str {
        intern_in(&self.interned, text)
    }

    /// A number that this interpreter has not used before (type versions, shapes, namespaces).
    pub fn next_number(&self) -> u32 {
        let n = self.counter.get() + 1;
        self.counter.set(n);
        n
    }
}

/// How the interpreter was started.
#[derive(Clone, Default)]
pub struct Config {
    pub argv: Vec<String>,
    /// `sys.path[0]`, when there is one.
    pub script_dir: Option<String>,
    pub path: Vec<String>,
    /// The name of the module that runs as `__main__`, when it was named as a module.
    pub main_module: Option<String>,
    pub dev_mode: bool,
    pub executable: String,
    pub interactive: bool,
    /// The command line as it was given.
    pub orig_argv: Vec<String>,
    /// `-W` options, in order, those of the environment first.
    pub warn_options: Vec<String>,
    /// `-X` options: names and values.
    pub x_options: Vec<(String, Option<String>)>,
    /// How often `-O` was given.
    pub optimize: i64,
    pub isolated: bool,
    pub ignore_environment: bool,
    pub safe_path: bool,
    pub quiet: bool,
    /// The hashes of text differ from run to run.
    pub hash_randomization: bool,
}

/// One thread of execution.
pub struct Vm {
    pub rt: Rc<Runtime>,
    /// What others know of this thread.
    pub thread: Rc<Thread>,
    /// How many times over the lock is not to be handed over between steps.
    pub(crate) atomic: Cell<usize>,
    /// `Runtime::pending`'s flag, a step nearer: frames look at it after every step.
    pub(crate) flag: pending::WakeFlag,
    pub stack: Stack,
    /// Running frames of Python code, innermost last.
    pub frames: Chain<FrameRecord>,
    /// Frame objects, and the frames that the chain does not hold.
    pub watched: frames::Watched,
    /// The step that the innermost frame is executing.
    pub pc: Cell<u32>,
    /// The error on its way is one that was raised before in this frame: no new traceback entry.
    pub reraising: Cell<bool>,
    /// `sys.set_asyncgen_hooks`: first iteration, finaliser.
    pub asyncgen_hooks: RefCell<(Value, Value)>,
    /// `sys.set_coroutine_origin_tracking_depth`.
    pub origin_depth: Cell<usize>,
    /// Finalisers are being run: what dies meanwhile waits its turn.
    pub finalizing: Cell<bool>,
    /// Why the frame that has just stopped running is suspended; taken at once by whoever ran it.
    pub(crate) suspended: Cell<Option<crate::eval::run::Exit>>,
    /// With `Exit::Wait`: what it waits for; taken with it.
    pub(crate) awaited: Cell<Value>,
    /// Depth of calls and of native recursion, against `recursion_limit`.
    pub depth: Cell<usize>,
    pub recursion_limit: Cell<usize>,
    /// The lowest address that the native stack may reach before RecursionError.
    pub native_stack_limit: Cell<usize>,
    /// What is being handled (`sys.exc_info`): that of the running frame, see `tree`.
    pub handled: RefCell<Option<Ref<Exception>>>,
    /// Where the error on its way was raised, filled by the innermost node that knows; the frame takes it.
    pub error_span: Cell<Option<Span>>,
    /// Containers whose repr is being made, for cycles.
    pub showing: RefCell<Vec<usize>>,
    /// The current context of context variables (a `contextvars.Context` object), set by whoever implements them.
    pub context: Held<Value>,
    /// The event loop that runs in this thread (None: no loop), set by whoever implements loops.
    pub running_loop: Held<Value>,
    /// What Ctrl-C does in place of raising KeyboardInterrupt: a loop's runner cancels its main task.
    pub interrupt_hook: RefCell<Option<InterruptHook>>,
}

/// See [`Vm::interrupt_hook`].
pub type InterruptHook = Rc<dyn Fn(&Vm) -> crate::error::PyResult<()>>;

impl std::ops::Deref for Vm {
    type Target = Runtime;

    #[inline(always)]
    fn deref(&self) -> &Runtime {
        &self.rt
    }
}

/// The default of `sys.setrecursionlimit`, as CPython's. A larger one would let runaway recursion eat more memory
/// before it is stopped; a smaller one would stop programs that run under CPython.
const RECURSION_LIMIT: usize = 1000;

/// Exit status for an error of the interpreter itself.
pub const INTERNAL_ERROR: i32 = 70;

/// Room for this many names from the start: about as many as a small asyncio program comes to.
const NAMES: usize = 1700;

impl Vm {
    /// An interpreter with its builtins, on this host. `native_stack` is how many bytes of native stack the calling
    /// thread may use from here on.
    pub fn new(host: Arc<dyn Host>, native_stack: usize) -> Vm {
        let heap = HeapRef::new();
        let pending = Rc::new(Pending::new(host.wake_flag().map(pending::WakeFlag::from).unwrap_or_default()));
        let interned: RefCell<HashTable<Str>> = RefCell::new(HashTable::with_capacity(NAMES));
        let names = Names::new(&|s| intern_in(&interned, s));
        let counter = Cell::new(1);
        let next = || {
            counter.set(counter.get() + 1);
            counter.get()
        };
        let types = Types::new(&names, &pending, &next);
        let exc = Exceptions::new(&types, &pending, &next, &|s| intern_in(&interned, s));
        let (threads, main) = Threads::new(&*host, RECURSION_LIMIT);
        let rt = Runtime {
            lock: Arc::new(InterpreterLock::new(pending.flag.clone())),
            threads,
            host,
            names,
            chars: (0..=u8::MAX).map(|b| intern_in(&interned, char::from(b).encode_utf8(&mut [0; 4]))).collect(),
            types,
            exc,
            builtins: Ref::new(Dict::new()),
            modules: Ref::new(Dict::new()),
            native_modules: RefCell::default(),
            module_sources: RefCell::default(),
            pending,
            interned,
            counter,
            state: RefCell::default(),
            config: RefCell::default(),
            type_cache: TypeCache::default(),
            signal_handlers: RefCell::default(),
            collector: Collector::default(),
            heap,
        };
        let rt = Rc::new(rt);
        let weak = Rc::downgrade(&rt);
        rt.pending.set_filler(Box::new(move |ty, def| {
            if let Some(rt) = weak.upgrade() {
                rt.fill_now(ty, def);
            }
        }));
        let vm = Vm::of_thread(rt, main, native_stack);
        registry::fill(&vm);
        vm.schedule_collection(0);
        vm
    }

    /// A thread of an interpreter, from inside it.
    pub(crate) fn of_thread(rt: Rc<Runtime>, thread: Rc<Thread>, native_stack: usize) -> Vm {
        let here = 0u8;
        rt.heap.enter();
        Vm {
            flag: rt.pending.flag.clone(),
            recursion_limit: Cell::new(rt.threads.recursion_limit.get()),
            rt,
            thread,
            atomic: Cell::new(0),
            stack: Stack::new(),
            frames: Chain::default(),
            watched: frames::Watched::default(),
            pc: Cell::new(0),
            reraising: Cell::new(false),
            asyncgen_hooks: RefCell::new((Value::None, Value::None)),
            origin_depth: Cell::new(0),
            finalizing: Cell::new(false),
            suspended: Cell::new(None),
            awaited: Cell::new(Value::Unbound),
            depth: Cell::new(0),
            native_stack_limit: Cell::new((&raw const here as usize).saturating_sub(native_stack)),
            handled: RefCell::default(),
            error_span: Cell::new(None),
            showing: RefCell::default(),
            context: Held::new(Value::None),
            running_loop: Held::new(Value::None),
            interrupt_hook: RefCell::default(),
        }
    }

    /// An owned interner, for code that is compiled later.
    pub fn interner(&self) -> Rc<dyn Fn(&str) -> Str> {
        let rt = Rc::downgrade(&self.rt);
        Rc::new(move |text| match rt.upgrade() {
            Some(rt) => intern_in(&rt.interned, text),
            None => Str::new(text),
        })
    }

    /// The interned string equal to `s`, which may be `s` itself.
    pub fn intern_str(&self, s: &Str) -> Str {
        if s.is_interned() { s.clone() } else { intern_in(&self.interned, s.as_str()) }
    }

    /// The state that a native module keeps in the interpreter, made at first use.
    pub fn state<T: 'static>(&self, make: impl FnOnce(&Vm) -> T) -> Rc<T> {
        let id = TypeId::of::<T>();
        if let Some(state) = self.state.borrow().get(&id) {
            return downcast(state.clone());
        }
        let made: Rc<dyn Any> = Rc::new(make(self));
        self.state.borrow_mut().entry(id).or_insert_with(|| made.clone());
        downcast(made)
    }

    /// Makes native modules importable.
    pub fn add_modules(&self, defs: &'static [ModuleDef]) {
        let mut modules = self.native_modules.borrow_mut();
        for def in defs {
            modules.insert(def.name, def);
        }
    }
}

fn downcast<T: 'static>(state: Rc<dyn Any>) -> Rc<T> {
    state.downcast().unwrap_or_else(|_| unreachable!("state is stored under its own type's id"))
}

fn intern_in(table: &RefCell<HashTable<Str>>, text: &str) -> Str {
    let hash = crate::types::hash::hash_bytes(text.as_bytes());
    let mut table = table.borrow_mut();
    if let Some(s) = table.find(hash as u64, |s| s.as_str() == text) {
        return s.clone();
    }
    let s = Str::interned(text, hash);
    table.insert_unique(hash as u64, s.clone(), |s| s.hash() as u64);
    s
}
