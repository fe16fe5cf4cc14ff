//! Frame objects: what `sys._getframe`, tracebacks and generators show of a frame.
//!
//! A frame has none until somebody looks at it, and then always the same. While the frame runs or is suspended, line and
//! variables are read from it; when it ends while the object is still held, the object takes its variables over. What
//! `f_locals` of a function is, is in `locals`.

pub mod locals;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref, Slots, Traverse, Visitor};
use crate::native::{GetSet, TypeDef, getset, getter, method};
use crate::tree::Slot;
use crate::types::code::{Code, CodeKind};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::generator::{Gen, GenBody, GenFlag, GenState};
use crate::types::str::Str;
use crate::types::weak::WeakLink;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::frames::{FrameRecord, FrameView, RunOf, Seen, variable};
use crate::vm::threads::Thread;

/// Where the frame is to be found.
enum Place {
    /// A running call: the number of its record.
    Call(usize),
    /// Of a generator or coroutine, as long as that has not ended.
    Generator(Rc<WeakLink>),
    /// It has ended.
    Ended,
}

/// What few frame objects have.
#[derive(Default)]
struct Rare {
    /// `f_trace` is kept, and means nothing.
    trace: RefCell<Option<Value>>,
    /// Values for slots of the running frame, which it takes at its next step.
    writes: RefCell<Vec<(Slot, Value)>>,
    /// Names that were set through `f_locals` and are no variables of the code.
    extra: OnceCell<Ref<Dict>>,
}

/// A frame object.
pub struct Frame {
    func: Ref<Function>,
    namespace: Option<Value>,
    place: RefCell<Place>,
    /// The step where it was last seen.
    pc: Cell<u32>,
    /// An exception is on its way out of it.
    leaving: Cell<bool>,
    /// The slots, after the end.
    values: RefCell<Box<[Value]>>,
    /// The calling frame, after the end.
    back: RefCell<Option<Value>>,
    rare: OnceCell<Box<Rare>>,
}

impl NativeData for Frame {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.func.traverse(v);
        self.namespace.traverse(v);
        self.values.traverse(v);
        self.back.traverse(v);
        if let Some(rare) = self.rare.get() {
            rare.trace.traverse(v);
            rare.extra.traverse(v);
            rare.writes.borrow().iter().for_each(|(_, value)| value.traverse(v));
        }
    }

    fn clear(&self) {
        let gone = (self.values.take(), self.back.take());
        drop(gone);
        if let Some(rare) = self.rare.get() {
            drop(rare.trace.take());
        }
    }
}

fn make(vm: &Vm, func: &Ref<Function>, namespace: Option<&Value>, place: Place, pc: u32) -> ObjRef {
    let frame = Frame {
        func: func.clone(),
        namespace: namespace.cloned(),
        place: RefCell::new(place),
        pc: Cell::new(pc),
        leaving: Cell::new(false),
        values: RefCell::default(),
        back: RefCell::new(None),
        rare: OnceCell::new(),
    };
    ObjRef::new(vm.types.frame.clone(), frame)
}

/// The frame `up` calls above the innermost; `None` when the stack is not that deep.
pub fn current(vm: &Vm, up: usize) -> Option<Value> {
    vm.with_frame(up, |view| Value::Object(of_view(vm, view)))
}

/// The innermost frame of a thread; `None` when it runs no Python code. Those of other threads are shown as they are now.
pub fn of_thread(vm: &Vm, thread: &Thread) -> Option<Value> {
    if thread.ident == vm.thread.ident {
        return current(vm, 0);
    }
    let mut seen = Vec::new();
    thread.frames.for_each(|record, inner| {
        let pc = inner.map_or(thread.pc.get(), |inner| inner.caller_pc);
        let frame = make(vm, &record.func, record.namespace(), Place::Ended, pc);
        if let Some(data) = frame.get::<Frame>() {
            let code = record.func.code.borrow();
            let slots = 0..(code.variables.len() + code.free.len()) as Slot;
            data.values.replace(slots.map(|i| record.slots.get(i).unwrap_or(Value::Unbound)).collect());
        }
        seen.push(frame);
    });
    for (inner, outer) in seen.iter().zip(seen.iter().skip(1)) {
        if let Some(data) = inner.get::<Frame>() {
            data.link_back(|| Some(Value::Object(outer.clone())));
        }
    }
    seen.into_iter().next().map(Value::Object)
}

/// The frame object of a frame on the stack.
pub(crate) fn of_view(vm: &Vm, view: &FrameView) -> ObjRef {
    match view.seen {
        Seen::Link(g) => of_run(vm, g, view.func),
        Seen::Record(record) => of_record(vm, record, view.pc),
    }
}

/// The frame object of a running frame.
pub(crate) fn of_record(vm: &Vm, record: &FrameRecord, pc: u32) -> ObjRef {
    if let RunOf::Generator(g) = &record.of {
        return of_run(vm, g, &record.func);
    }
    let id = record.id();
    if record.watched.get()
        && let Some((_, frame)) = vm.watched.calls.borrow().iter().rev().find(|(at, _)| *at == id)
    {
        return frame.clone();
    }
    let frame = make(vm, &record.func, record.namespace(), Place::Call(id), pc);
    vm.watched.calls.borrow_mut().push((id, frame.clone()));
    record.watched.set(true);
    frame
}

/// The frame object of a generator that has one already.
fn known_run(vm: &Vm, g: &Ref<Gen>) -> Option<ObjRef> {
    if !g.has(GenFlag::WATCHED) {
        return None;
    }
    let found = vm.watched.generators.borrow().get(&g.addr())?.target()?;
    match found {
        // An entry may be left of a generator that stood at this address before.
        Value::Object(o) if o.get::<Frame>().is_some_and(|frame| frame.is_of(g)) => Some(o),
        _ => None,
    }
}

/// So many entries of generators are kept without looking whether they are still good for something.
const ENTRIES: usize = 64;

fn of_run(vm: &Vm, g: &Ref<Gen>, func: &Ref<Function>) -> ObjRef {
    if let Some(known) = known_run(vm, g) {
        return known;
    }
    let link = g.weak.register(&Value::Gen(g.clone()), &vm.pending);
    let frame = make(vm, func, None, Place::Generator(link), 0);
    remember(vm, g, &frame);
    frame
}

fn remember(vm: &Vm, g: &Ref<Gen>, frame: &ObjRef) {
    let link = frame.weak().register(&Value::Object(frame.clone()), &vm.pending);
    let mut table = vm.watched.generators.borrow_mut();
    if table.len() >= ENTRIES && table.len().is_power_of_two() {
        table.retain(|_, link| link.target().is_some());
    }
    table.insert(g.addr(), link);
    g.set_flag(GenFlag::WATCHED, true);
}

/// The frame of a generator-like object; None (Python's) when it is done or native.
pub fn of_generator(vm: &Vm, owner: &Ref<Gen>) -> Value {
    if owner.state.get() == GenState::Done {
        return Value::None;
    }
    let Some(func) = owner.function() else { return Value::None };
    Value::Object(of_run(vm, owner, &func))
}

/// A running call has ended, or goes on as the coroutine `into`. `values` takes its slots off the stack.
#[cold]
#[inline(never)]
pub(crate) fn call_ended(vm: &Vm, id: usize, pc: u32, into: Option<&Ref<Gen>>, values: impl FnOnce() -> Box<[Value]>) {
    let at = vm.watched.calls.borrow().iter().rposition(|(at, _)| *at == id);
    let Some(at) = at else { return };
    let (_, object) = vm.watched.calls.borrow_mut().remove(at);
    let Some(frame) = object.get::<Frame>() else { return };
    frame.pc.set(pc);
    if let Some(g) = into {
        frame.place.replace(Place::Generator(g.weak.register(&Value::Gen(g.clone()), &vm.pending)));
        remember(vm, g, &object);
        return;
    }
    frame.place.replace(Place::Ended);
    let writes = frame.take_writes(vm);
    if object.count() > 1 {
        frame.values.replace(values());
        for (slot, value) in writes {
            frame.set_slot(vm, slot, value);
        }
        // An error that goes on passes the caller, which is noted then.
        if !frame.leaving.get() {
            frame.link_back(|| current(vm, 0));
        }
    }
}

/// A generator ends, whose slots these are.
#[cold]
#[inline(never)]
pub(crate) fn run_ended(vm: &Vm, g: &Ref<Gen>, values: &[Value]) {
    let known = known_run(vm, g);
    g.set_flag(GenFlag::WATCHED, false);
    vm.watched.generators.borrow_mut().remove(&g.addr());
    if let Some(object) = known
        && let Some(frame) = object.get::<Frame>()
    {
        frame.place.replace(Place::Ended);
        frame.values.replace(values.into());
        for (slot, value) in frame.take_writes(vm) {
            frame.set_slot(vm, slot, value);
        }
    }
}

/// What programs have set in the innermost frame through `f_locals` goes into its slots.
#[cold]
#[inline(never)]
pub(crate) fn take_over_writes(vm: &Vm, slots: &mut Slots) {
    let frame = vm.frames.nth(0, |record, _| match &record.of {
        RunOf::Generator(g) => known_run(vm, g),
        _ => record.watched.get().then(|| of_record(vm, record, 0)),
    });
    if let Some(object) = frame.flatten()
        && let Some(frame) = object.get::<Frame>()
    {
        for (slot, value) in frame.take_writes(vm) {
            slots.set(slot, value);
        }
    }
}

fn line_at(code: &Code, pc: u32) -> u32 {
    let span = code.body().spans.get(pc as usize).copied().unwrap_or_default();
    code.source.line(span.start)
}

impl Frame {
    /// The code that the frame runs.
    pub fn code(&self) -> Ref<Code> {
        self.func.code.borrow().clone()
    }

    /// The frame's global names.
    pub fn globals(&self) -> &Ref<Dict> {
        &self.func.globals
    }

    /// An exception has passed at this step; `leaving`: nothing in the frame handles it.
    pub(crate) fn passed_at(&self, pc: u32, leaving: bool) {
        self.leaving.set(leaving);
        self.pc.set(pc);
    }

    /// Notes the calling frame, unless that is known already.
    pub(crate) fn link_back(&self, back: impl FnOnce() -> Option<Value>) {
        if self.back.borrow().is_none() {
            let back = back();
            self.back.replace(back);
        }
    }

    /// True when it has ended, so that it cannot say itself who called it.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(&*self.place.borrow(), Place::Ended)
    }

    fn rare(&self) -> &Rare {
        self.rare.get_or_init(Box::default)
    }

    /// Its generator, while that has not ended.
    fn generator(&self) -> Option<Ref<Gen>> {
        match &*self.place.borrow() {
            Place::Generator(link) => match link.target() {
                Some(Value::Gen(g)) => Some(g),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_of(&self, g: &Ref<Gen>) -> bool {
        self.generator().is_some_and(|own| own.is(g))
    }

    /// Runs `f` on the frame, if it is on the stack.
    fn seen<R>(&self, vm: &Vm, f: impl FnOnce(&FrameView) -> R) -> Option<R> {
        let id = match &*self.place.borrow() {
            Place::Call(id) => Some(*id),
            Place::Generator(_) => None,
            Place::Ended => return None,
        };
        let own = self.generator();
        let mut f = Some(f);
        vm.find_frame(|view| {
            let same = match (view.seen, id, &own) {
                (Seen::Record(record), Some(id), _) => record.id() == id,
                (Seen::Record(FrameRecord { of: RunOf::Generator(g), .. }), None, Some(own)) => g.is(own),
                (Seen::Link(g), None, Some(own)) => g.is(own),
                _ => false,
            };
            if same { f.take().map(|f| f(view)) } else { None }
        })
    }

    /// The current line, the last one when the frame has ended.
    pub fn line(&self, vm: &Vm) -> u32 {
        if let Some(line) = self.seen(vm, |view| view.line()) {
            return line;
        }
        let code = self.func.code.borrow();
        if let Some(g) = self.generator()
            && let GenBody::Frame(f) = &*g.body.borrow()
        {
            return if g.state.get() == GenState::Created { code.first_line } else { line_at(code, f.pc.get()) };
        }
        line_at(code, self.pc.get())
    }

    fn pc(&self, vm: &Vm) -> u32 {
        self.seen(vm, |view| view.pc).unwrap_or(self.pc.get())
    }

    /// The slots of variables and free variables, cells as they are.
    fn slots(&self, vm: &Vm) -> Vec<Value> {
        let code = self.func.code.borrow();
        let count = (code.variables.len() + code.free.len()) as Slot;
        let on_stack =
            self.seen(vm, |view| (0..count).map(|i| view.slots.get(i).unwrap_or(Value::Unbound)).collect::<Vec<_>>());
        let mut slots = match (on_stack, self.generator()) {
            (Some(slots), _) => slots,
            (None, Some(g)) => match &*g.body.borrow() {
                GenBody::Frame(f) if g.state.get() != GenState::Running => f.slots.values().to_vec(),
                _ => Vec::new(),
            },
            (None, None) => self.values.borrow().to_vec(),
        };
        slots.resize(count as usize, Value::Unbound);
        if let Some(rare) = self.rare.get() {
            for (slot, value) in rare.writes.borrow().iter() {
                if let Some(place) = slots.get_mut(*slot as usize) {
                    *place = value.clone();
                }
            }
        }
        slots
    }

    /// The variables that are bound, with their names.
    pub(crate) fn variables(&self, vm: &Vm) -> Vec<(Str, Value)> {
        let slots = self.slots(vm);
        let code = self.func.code.borrow();
        let bound = |(i, name): (Slot, &Str)| Some((name.clone(), variable(slots.get(i as usize).cloned())?));
        code.local_names().filter_map(bound).collect()
    }

    /// Sets a variable: at once where nobody else can be looking at the slot, by the frame itself otherwise.
    fn set_slot(&self, vm: &Vm, slot: Slot, value: Value) {
        if let Some(Value::Cell(cell)) = self.slots(vm).get(slot as usize) {
            return cell.set(value);
        }
        if let Some(g) = self.generator()
            && g.state.get() != GenState::Running
            && let GenBody::Frame(f) = &*g.body.borrow()
        {
            return Slots::of_block(&f.slots).set(slot, value);
        }
        if self.has_ended() {
            let mut values = self.values.borrow_mut();
            let old = values.get_mut(slot as usize).map(|place| std::mem::replace(place, value));
            drop(values);
            return drop(old);
        }
        if self.seen(vm, |_| ()).is_none() {
            // It runs in another thread, which would never take the value.
            return;
        }
        let writes = &self.rare().writes;
        if writes.borrow().is_empty() {
            vm.watched.writing.set(vm.watched.writing.get() + 1);
        }
        writes.borrow_mut().push((slot, value));
        vm.pending.flag.set(true);
    }

    fn take_writes(&self, vm: &Vm) -> Vec<(Slot, Value)> {
        let Some(rare) = self.rare.get() else { return Vec::new() };
        let writes = rare.writes.take();
        if !writes.is_empty() {
            vm.watched.writing.set(vm.watched.writing.get() - 1);
        }
        writes
    }

    /// The names set through `f_locals` that are no variables.
    pub(crate) fn extra_names(&self) -> Option<Ref<Dict>> {
        self.rare.get()?.extra.get().cloned()
    }

    fn extra_dict(&self) -> &Ref<Dict> {
        self.rare().extra.get_or_init(|| Ref::new(Dict::new()))
    }

    fn back(&self, vm: &Vm) -> Value {
        if let Some(back) = self.back.borrow().as_ref() {
            return back.clone();
        }
        // One more than where this one is.
        let mut reached = false;
        let id = match &*self.place.borrow() {
            Place::Call(id) => Some(*id),
            Place::Generator(_) => None,
            Place::Ended => return Value::None,
        };
        let own = self.generator();
        let found = vm.find_frame(|view| {
            if reached {
                return Some(Value::Object(of_view(vm, view)));
            }
            reached = match (view.seen, id, &own) {
                (Seen::Record(record), Some(id), _) => record.id() == id,
                (Seen::Record(FrameRecord { of: RunOf::Generator(g), .. }), None, Some(own)) => g.is(own),
                (Seen::Link(g), None, Some(own)) => g.is(own),
                _ => false,
            };
            None
        });
        found.unwrap_or(Value::None)
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Frame> {
    v.native::<Frame>().ok_or_else(|| vm.type_error(format!("a frame is required, not '{}'", vm.type_name(v))))
}

fn f_code(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Code(this(vm, v)?.code()))
}

fn f_globals(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.globals().clone()))
}

fn f_builtins(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Dict(this(vm, v)?.func.builtins.clone()))
}

fn f_locals(vm: &Vm, v: &Value) -> PyResult {
    let frame = this(vm, v)?;
    if let Some(namespace) = &frame.namespace {
        return Ok(namespace.clone());
    }
    if frame.func.code.borrow().kind == CodeKind::Module {
        return Ok(Value::Dict(frame.globals().clone()));
    }
    Ok(locals::of_frame(vm, v))
}

fn f_lineno(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.line(vm))))
}

fn f_back(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.back(vm))
}

fn f_generator(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.generator().map_or(Value::None, Value::Gen))
}

/// The step's position stands for the offset of an instruction.
fn f_lasti(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(i64::from(this(vm, v)?.pc(vm)) * 2))
}

fn f_trace(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.rare().trace.borrow().clone().unwrap_or(Value::None))
}

fn set_trace(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    drop(this(vm, v)?.rare().trace.replace(value.cloned()));
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

/// Drops the variables of a frame that has ended, and ends a generator that was not begun.
fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    let frame = this(vm, &a[0])?;
    if let Some(g) = frame.generator() {
        return match g.state.get() {
            GenState::Running => Err(vm.runtime_error("cannot clear an executing frame")),
            GenState::Suspended => Err(vm.runtime_error("cannot clear a suspended frame")),
            GenState::Created => {
                vm.finalize_generator(&g);
                vm.close_with_value(&g)
            }
            _ => vm.close_with_value(&g),
        };
    }
    let gone = matches!(&*frame.place.borrow(), Place::Generator(link) if link.target().is_none());
    if frame.has_ended() || gone {
        let values = frame.values.take();
        drop(values);
        return Ok(Value::None);
    }
    Err(vm.runtime_error("cannot clear an executing frame"))
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
