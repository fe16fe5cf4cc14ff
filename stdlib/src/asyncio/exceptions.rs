//! The exceptions that `asyncio` adds.

use taipan_interp::native::{NativeDef, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Value, Vm};

use super::{Exceptions, show};

const fn exception(name: &'static str, module: &'static str, doc: &'static str) -> TypeDef {
    TypeDef {
        doc,
        layout: Layout::Exception,
        flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
        ..TypeDef::new(name, module)
    }
}

const HOME: &str = "asyncio.exceptions";
const CANCELLED: TypeDef = exception("CancelledError", HOME, "The Future or Task was cancelled.");
const INVALID_STATE: TypeDef = exception("InvalidStateError", HOME, "The operation is not allowed in this state.");
const SENDFILE: TypeDef = exception("SendfileNotAvailableError", HOME, "Sendfile syscall is not available.");
const BROKEN_BARRIER: TypeDef = exception("BrokenBarrierError", HOME, "Barrier is broken by barrier.abort() call.");
const QUEUE_EMPTY: TypeDef =
    exception("QueueEmpty", "asyncio.queues", "Raised when Queue.get_nowait() is called on an empty Queue.");
const QUEUE_FULL: TypeDef =
    exception("QueueFull", "asyncio.queues", "Raised when the Queue.put_nowait() method is called on a full Queue.");
const QUEUE_SHUT_DOWN: TypeDef =
    exception("QueueShutDown", "asyncio.queues", "Raised when putting on to or getting from a shut-down Queue.");

const INCOMPLETE_READ: TypeDef =
    TypeDef { methods: INCOMPLETE_READ_METHODS, ..exception("IncompleteReadError", HOME, "Incomplete read error.") };
const LIMIT_OVERRUN: TypeDef = TypeDef {
    methods: LIMIT_OVERRUN_METHODS,
    ..exception("LimitOverrunError", HOME, "Reached the buffer limit while looking for a separator.")
};

const INCOMPLETE_READ_METHODS: &[NativeDef] = &[
    method("__init__", "(self, partial, expected)", |vm, a| {
        let expected = match a[2].some() {
            Some(n) => show::repr(vm, n)?,
            None => "undefined".to_owned(),
        };
        let read = vm.len(&a[1])?;
        set_args(&a[0], format!("{read} bytes read on a total of {expected} expected bytes"));
        vm.set_attr(&a[0], &vm.intern("partial"), a[1].clone())?;
        vm.set_attr(&a[0], &vm.intern("expected"), a[2].clone())?;
        Ok(Value::None)
    }),
    method("__reduce__", "(self)", |vm, a| {
        let partial = vm.get_attr(&a[0], &vm.intern("partial"))?;
        let expected = vm.get_attr(&a[0], &vm.intern("expected"))?;
        Ok(reduced(vm, &a[0], vec![partial, expected]))
    }),
];

const LIMIT_OVERRUN_METHODS: &[NativeDef] = &[
    method("__init__", "(self, message, consumed)", |vm, a| {
        if let Value::Exception(e) = &a[0] {
            let old = e.args.replace(Tuple::new(vec![a[1].clone()]));
            drop(old);
        }
        vm.set_attr(&a[0], &vm.intern("consumed"), a[2].clone())?;
        Ok(Value::None)
    }),
    method("__reduce__", "(self)", |vm, a| {
        let args = vm.get_attr(&a[0], &vm.names.args)?;
        let message = vm.get_item(&args, &Value::Int(0))?;
        let consumed = vm.get_attr(&a[0], &vm.intern("consumed"))?;
        Ok(reduced(vm, &a[0], vec![message, consumed]))
    }),
];

fn set_args(exception: &Value, message: String) {
    if let Value::Exception(e) = exception {
        let old = e.args.replace(Tuple::new(vec![Value::from(message)]));
        drop(old);
    }
}

fn reduced(vm: &Vm, exception: &Value, args: Vec<Value>) -> Value {
    Value::tuple(vec![Value::Type(vm.class_of(exception)), Value::tuple(args)])
}

/// Makes them.
pub fn make(vm: &Vm) -> Exceptions {
    let exc = &vm.exc;
    let of_exception = |def| vm.make_type(def, Some(&exc.exception));
    Exceptions {
        cancelled: vm.make_type(&CANCELLED, Some(&exc.base_exception)),
        invalid_state: of_exception(&INVALID_STATE),
        incomplete_read: vm.make_type(&INCOMPLETE_READ, Some(&exc.eof_error)),
        limit_overrun: of_exception(&LIMIT_OVERRUN),
        sendfile_not_available: vm.make_type(&SENDFILE, Some(&exc.runtime_error)),
        broken_barrier: vm.make_type(&BROKEN_BARRIER, Some(&exc.runtime_error)),
        queue_empty: of_exception(&QUEUE_EMPTY),
        queue_full: of_exception(&QUEUE_FULL),
        queue_shut_down: of_exception(&QUEUE_SHUT_DOWN),
    }
}
