//! Frame objects: what `sys._getframe`, tracebacks and generators show of a frame.
//!
//! A frame object is a snapshot of where a frame stands. While the frame it was made of still runs, line and locals are
//! read from it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref, Traverse, Visitor};
use crate::native::{GetSet, TypeDef, getset, getter, method};
use crate::source::Span;
use crate::types::code::{Code, CodeKind};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::generator::{Gen, GenBody, GenState};
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::frames::FrameView;
use crate::vm::threads::Thread;

/// One frame of a snapshot of the stack.
struct Entry {
    func: Ref<Function>,
    namespace: Option<Value>,
    pc: u32,
}

/// Where the frame is to be found.
enum Place {
    /// In a snapshot of the running frames, innermost last; `depth` is its position there.
    Stack { entries: Rc<[Entry]>, depth: usize, thread: usize },
    /// The frame of a suspended generator or coroutine.
    Generator { owner: Ref<Gen>, func: Ref<Function> },
    /// All that a traceback keeps of a frame.
    Past { code: Ref<Code>, globals: Ref<Dict>, span: Span, line: u32 },
}

/// A frame object.
pub struct Frame {
    place: Place,
    back: OnceCell<Value>,
    /// `f_trace` and its switches are kept, and mean nothing.
    trace: RefCell<Value>,
    locals: OnceCell<Value>,
}

impl NativeData for Frame {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match &self.place {
            Place::Stack { entries, .. } => entries.traverse(v),
            Place::Generator { owner, func } => {
                owner.traverse(v);
                func.traverse(v);
            }
            Place::Past { globals, .. } => globals.traverse(v),
        }
        self.back.traverse(v);
        self.trace.traverse(v);
        self.locals.traverse(v);
    }

    fn clear(&self) {
        drop(self.trace.replace(Value::None));
    }
}

impl Traverse for Entry {
    crate::traverses!(func, namespace);
}

fn make(vm: &Vm, place: Place) -> Value {
    let frame = Frame { place, back: OnceCell::new(), trace: RefCell::new(Value::None), locals: OnceCell::new() };
    Value::Object(ObjRef::new(vm.types.frame.clone(), frame))
}

/// The frame `up` calls above the innermost; `None` when the stack is not that deep.
pub fn current(vm: &Vm, up: usize) -> Option<Value> {
    let mut entries = Vec::new();
    vm.for_each_frame(|f| entries.push(Entry { func: f.func.clone(), namespace: f.namespace.clone(), pc: f.pc }));
    entries.reverse();
    let depth = entries.len().checked_sub(up + 1)?;
    Some(make(vm, Place::Stack { entries: entries.into(), depth, thread: vm.thread.ident }))
}

/// The innermost frame of a thread; `None` when it runs no Python code.
pub fn of_thread(vm: &Vm, thread: &Thread) -> Option<Value> {
    if thread.ident == vm.thread.ident {
        return current(vm, 0);
    }
    let mut entries = Vec::new();
    thread.frames.for_each(|record, inner| {
        let pc = inner.map_or(thread.pc.get(), |inner| inner.caller_pc);
        entries.push(Entry { func: record.func.clone(), namespace: record.namespace.clone(), pc });
    });
    entries.reverse();
    let depth = entries.len().checked_sub(1)?;
    Some(make(vm, Place::Stack { entries: entries.into(), depth, thread: thread.ident }))
}

/// The frame of a generator-like object; None (Python's) when it is done or native.
pub fn of_generator(vm: &Vm, owner: &Ref<Gen>) -> Value {
    if owner.state.get() == GenState::Done {
        return Value::None;
    }
    let Some(func) = owner.function() else { return Value::None };
    make(vm, Place::Generator { owner: owner.clone(), func })
}

/// The frame that a traceback entry tells of; `line` 0 stands for the line of `span`.
pub fn past(vm: &Vm, code: &Ref<Code>, globals: &Ref<Dict>, span: Span, line: u32) -> Value {
    make(vm, Place::Past { code: code.clone(), globals: globals.clone(), span, line })
}

fn line_at(code: &Code, pc: u32) -> u32 {
    let span = code.body().spans.get(pc as usize).copied().unwrap_or_default();
    code.source.line(span.start)
}

impl Frame {
    /// The code that the frame runs.
    pub fn code(&self) -> Ref<Code> {
        match &self.place {
            Place::Stack { entries, depth, .. } => entries[*depth].func.code.borrow().clone(),
            Place::Generator { func, .. } => func.code.borrow().clone(),
            Place::Past { code, .. } => code.clone(),
        }
    }

    /// The frame's global names.
    pub fn globals(&self) -> Ref<Dict> {
        match &self.place {
            Place::Stack { entries, depth, .. } => entries[*depth].func.globals.clone(),
            Place::Generator { func, .. } => func.globals.clone(),
            Place::Past { globals, .. } => globals.clone(),
        }
    }

    fn builtins(&self, vm: &Vm) -> Ref<Dict> {
        match &self.place {
            Place::Stack { entries, depth, .. } => entries[*depth].func.builtins.clone(),
            Place::Generator { func, .. } => func.builtins.clone(),
            Place::Past { .. } => vm.builtins.clone(),
        }
    }

    /// Runs `f` on the frame, if it still runs.
    fn live<R>(&self, vm: &Vm, f: impl FnOnce(&FrameView) -> R) -> Option<R> {
        let Place::Stack { entries, depth, thread } = &self.place else { return None };
        if *thread != vm.thread.ident {
            return None;
        }
        let mut count = 0;
        vm.for_each_frame(|_| count += 1);
        let up = usize::checked_sub(count, depth + 1)?;
        let same = vm.with_frame(up, |view| view.func.is(&entries[*depth].func))?;
        if same { vm.with_frame(up, f) } else { None }
    }

    /// The current line.
    pub fn line(&self, vm: &Vm) -> u32 {
        match &self.place {
            Place::Stack { entries, depth, .. } => {
                let entry = &entries[*depth];
                self.live(vm, |view| view.line()).unwrap_or_else(|| line_at(entry.func.code.borrow(), entry.pc))
            }
            Place::Generator { owner, func } => {
                let code = func.code.borrow();
                match &*owner.body.borrow() {
                    GenBody::Frame(f) if owner.state.get() != GenState::Created => line_at(code, f.pc.get()),
                    _ => code.first_line,
                }
            }
            Place::Past { code, span, line, .. } => {
                if *line != 0 {
                    *line
                } else {
                    code.source.line(span.start)
                }
            }
        }
    }

    fn locals(&self, vm: &Vm) -> Value {
        match &self.place {
            Place::Stack { entries, depth, .. } => {
                let entry = &entries[*depth];
                if let Some(ns) = &entry.namespace {
                    return ns.clone();
                }
                if entry.func.code.borrow().kind == CodeKind::Module {
                    return Value::Dict(entry.func.globals.clone());
                }
                let live = self.live(vm, |view| vm.frame_locals(view));
                match live {
                    Some(fresh) => self.update_locals(&fresh),
                    None => self.locals.get_or_init(|| Value::Dict(Ref::new(Dict::new()))).clone(),
                }
            }
            Place::Generator { owner, func } => {
                let dict = Dict::new();
                if owner.state.get() == GenState::Suspended || owner.state.get() == GenState::Created {
                    let code = func.code.borrow();
                    if let GenBody::Frame(f) = &*owner.body.borrow() {
                        for (name, v) in code.variables.iter().chain(code.free.iter()).zip(f.slots.values()) {
                            let v = match v {
                                Value::Cell(c) => c.get().unwrap_or(Value::Unbound),
                                v => v.clone(),
                            };
                            if !v.is_unbound() && !name.as_str().starts_with(['.', '<']) {
                                dict.set_str(name, v);
                            }
                        }
                    }
                }
                Value::Dict(Ref::new(dict))
            }
            Place::Past { code, globals, .. } if code.kind == CodeKind::Module => Value::Dict(globals.clone()),
            Place::Past { .. } => self.locals.get_or_init(|| Value::Dict(Ref::new(Dict::new()))).clone(),
        }
    }

    /// One dict for each frame object, brought up to date.
    fn update_locals(&self, fresh: &Value) -> Value {
        let kept = self.locals.get_or_init(|| Value::Dict(Ref::new(Dict::new())));
        if let (Value::Dict(kept), Value::Dict(fresh)) = (kept, fresh) {
            for (key, value) in fresh.items() {
                if let Value::Str(name) = &key {
                    kept.set_str(name, value);
                }
            }
        }
        kept.clone()
    }

    fn back(&self, vm: &Vm) -> Value {
        let make_back = || match &self.place {
            Place::Stack { entries, depth, thread } if *depth > 0 => {
                make(vm, Place::Stack { entries: entries.clone(), depth: depth - 1, thread: *thread })
            }
            _ => Value::None,
        };
        self.back.get_or_init(make_back).clone()
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Frame> {
    v.native::<Frame>().ok_or_else(|| vm.type_error(format!("a frame is required, not '{}'", vm.type_name(v))))
}

fn f_code(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Code(this(vm, v)?.code()))
}

fn f_globals(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.globals()))
}

fn f_builtins(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.builtins(vm)))
}

fn f_locals(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.locals(vm))
}

fn f_lineno(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.line(vm))))
}

fn f_back(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.back(vm))
}

fn f_generator(vm: &Vm, v: &Value) -> PyResult {
    Ok(match &this(vm, v)?.place {
        Place::Generator { owner, .. } => Value::Gen(owner.clone()),
        _ => Value::None,
    })
}

/// The step's position stands for the offset of an instruction.
fn f_lasti(vm: &Vm, v: &Value) -> PyResult {
    let pc = match &this(vm, v)?.place {
        Place::Stack { entries, depth, .. } => i64::from(entries[*depth].pc) * 2,
        _ => -1,
    };
    Ok(Value::Int(pc))
}

fn f_trace(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.trace.borrow().clone())
}

fn set_trace(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    drop(this(vm, v)?.trace.replace(value.cloned().unwrap_or(Value::None)));
    Ok(())
}

fn yes(_: &Vm, _: &Value) -> PyResult {
    Ok(Value::Bool(true))
}

fn no(_: &Vm, _: &Value) -> PyResult {
    Ok(Value::Bool(false))
}

fn ignore(_: &Vm, _: &Value, _: Option<&Value>) -> PyResult<()> {
    Ok(())
}

/// Ends a suspended generator's frame; others hold nothing that could be dropped.
fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    let frame = this(vm, &a[0])?;
    match &frame.place {
        Place::Stack { .. } if frame.live(vm, |_| ()).is_some() => {
            Err(vm.runtime_error("cannot clear an executing frame"))
        }
        Place::Generator { owner, .. } => match owner.state.get() {
            GenState::Running => Err(vm.runtime_error("cannot clear an executing frame")),
            GenState::Suspended => Err(vm.runtime_error("cannot clear a suspended frame")),
            _ => vm.close_with_value(owner),
        },
        _ => Ok(Value::None),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let frame = this(vm, &a[0])?;
    let code = frame.code();
    let file = vm.repr(&Value::str(&code.source.filename))?;
    let at = crate::types::object::identity(&a[0]);
    Ok(Value::from(format!("<frame at {at:#x}, file {file}, line {}, code {}>", frame.line(vm), code.name)))
}

const GETSET: &[GetSet] = &[
    getter("f_back", f_back),
    getter("f_code", f_code),
    getter("f_globals", f_globals),
    getter("f_builtins", f_builtins),
    getter("f_locals", f_locals),
    getter("f_lineno", f_lineno),
    getter("f_lasti", f_lasti),
    getter("f_generator", f_generator),
    getset("f_trace", f_trace, set_trace),
    getset("f_trace_lines", yes, ignore),
    getset("f_trace_opcodes", no, ignore),
];

/// The type.
pub const DEF: TypeDef = TypeDef {
    methods: &[method("__repr__", "(self, /)", repr), method("clear", "(self, /)", clear)],
    getset: GETSET,
    ..TypeDef::new("frame", "builtins")
};
