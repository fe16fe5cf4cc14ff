//! Running a frame: entering it, the loop over its steps, finding handlers, leaving it.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::error::{PyResult, Raised};
use crate::eval::Frame;
use crate::heap::stack::Link;
use crate::heap::{Ref, SlotBlock, Slots};
use crate::source::Span;
use crate::tree::{Chain, NO_SLOT, Pc, Step};
use crate::types::cell::Cell as VarCell;
use crate::types::code::{Code, CodeKind};
use crate::types::dict::Dict;
use crate::types::exception::Traceback;
use crate::types::frame;
use crate::types::function::{CodeCell, Function, FunctionExtra};
use crate::types::generator::{FrameMark, Gen, GenBody, GenFrame, GenKind, GenState};
use crate::types::instance::AttrSlot;
use crate::types::weak::WeakSlot;
use crate::value::{Packed, Value};
use crate::vm::Vm;
use crate::vm::frames::{FrameRecord, RunOf};

/// How a generator's run of steps ended, other than by an error.
pub enum Exit {
    Return(Value),
    /// A `yield`: the frame is suspended at its `pc`.
    Yield(Value),
    /// The frame is suspended at an `await` (or `yield from`, or `async for`) of what `Vm::awaited` holds, which has
    /// handed this out.
    Wait(Value),
}

/// How the first step of something that is awaited ended.
pub(super) enum First {
    /// It has not waited; this is the result.
    Done(Value),
    /// The end of an async generator (`async for` only).
    End,
    /// It waits: `awaited` is to be resumed for more, and has handed `yielded` out.
    Wait { awaited: Value, yielded: Value },
}

/// What a step tells the loop.
pub(super) enum Next {
    Step,
    Jump(Pc),
    Exit(Exit),
}

impl Vm {
    /// Runs a function whose arguments fill the parameter slots from `base` of the stack; they are popped.
    #[inline(always)]
    pub(crate) fn run_bound(&self, func: &Ref<Function>, code: &Ref<Code>, base: usize) -> PyResult {
        if code.kind.suspends() {
            return self.make_generator(func, code, base);
        }
        self.run_packed(func, code, base).unpack()
    }

    #[inline(never)]
    pub(super) fn run_packed(&self, func: &Ref<Function>, code: &Ref<Code>, base: usize) -> Packed {
        Packed::pack(self.run_on_stack(func, code, base, None))
    }

    #[inline(always)]
    fn run_on_stack(&self, func: &Ref<Function>, code: &Ref<Code>, base: usize, namespace: Option<Value>) -> PyResult {
        if !self.enter_quietly() {
            return Err(self.too_deep(base));
        }
        let body = code.body();
        let wanted = base + body.slots as usize;
        if self.stack.top() != wanted && self.stack.push_unbound(wanted - self.stack.top()).is_err() {
            self.depth.set(self.depth.get() - 1);
            return Err(self.too_deep(base));
        }
        let mut slots = self.stack.window(base, body.slots as usize);
        if !code.cells.is_empty() || !func.closure.is_empty() {
            fill_cells(&mut slots, func, code);
        }
        let caller_pc = self.pc.get();
        let of = namespace.map_or(RunOf::Call, RunOf::Namespace);
        let link = Link::new(FrameRecord {
            func: func.clone(),
            of,
            slots: slots.view(),
            caller_pc,
            watched: Cell::new(false),
        });
        let mut frame = Frame { slots, func, body, namespace: link.record().namespace(), outer_handled: None };
        let result = self.frames.with(&link, || self.run_body(&mut frame));
        let at = self.pc.get();
        self.leave_frame(&mut frame, caller_pc);
        self.depth.set(self.depth.get() - 1);
        if link.record().watched.get() {
            self.keep_slots(link.record(), at, base, body.slots as usize);
        }
        if let RunOf::Namespace(namespace) = link.into_record().of {
            namespace.discard();
        }
        self.stack.truncate(base);
        // Only code of suspending kinds suspends, and that runs in `run_generator`: this is what was returned.
        result.unpack()
    }

    /// A call ends that has a frame object: it takes the slots over.
    #[cold]
    #[inline(never)]
    fn keep_slots(&self, record: &FrameRecord, at: Pc, base: usize, count: usize) {
        frame::call_ended(self, record.id(), at, None, || {
            let mut values = self.stack.take_above(base).into_vec();
            values.truncate(count);
            values.into_boxed_slice()
        });
    }

    /// A frame cannot be entered; its arguments are dropped.
    #[cold]
    #[inline(never)]
    fn too_deep(&self, base: usize) -> Raised {
        self.stack.truncate(base);
        self.recursion_error("maximum recursion depth exceeded")
    }

    /// Afterwards the caller handles again what it did.
    #[inline(always)]
    fn leave_frame(&self, frame: &mut Frame, caller_pc: Pc) {
        self.pc.set(caller_pc);
        if let Some(outer) = frame.outer_handled.take() {
            let old = self.handled.replace(outer);
            drop(old);
        }
    }

    /// Makes the generator, coroutine or async generator that calling its function returns.
    fn make_generator(&self, func: &Ref<Function>, code: &Ref<Code>, base: usize) -> PyResult {
        let body = code.body();
        let missing = body.slots as usize - (self.stack.top() - base);
        if self.stack.push_unbound(missing).is_err() {
            self.stack.truncate(base);
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let block = SlotBlock::new(self.stack.take_above(base));
        if !code.cells.is_empty() || !func.closure.is_empty() {
            fill_cells(&mut Slots::of_block(&block), func, code);
        }
        let kind = match code.kind {
            CodeKind::Coroutine => GenKind::Coroutine,
            CodeKind::AsyncGenerator => GenKind::AsyncGenerator,
            _ => GenKind::Generator,
        };
        let frame = GenFrame { func: func.clone(), slots: block, pc: Cell::new(0), mark: FrameMark::Frame };
        let generator = Gen::new(kind, GenBody::Frame(frame), self.pending.clone());
        let value = Ref::new(generator);
        if kind == GenKind::Coroutine {
            self.note_origin(&value);
        }
        Ok(Value::Gen(value))
    }

    /// Runs a coroutine function whose arguments fill the parameter slots from `base` of the stack, as far as it gets
    /// without waiting: `await f(x)`. Only when it has to wait is a coroutine object made, around the slots.
    pub(super) fn run_coroutine(&self, func: &Ref<Function>, code: &Ref<Code>, base: usize) -> PyResult<First> {
        if let Err(e) = self.enter("") {
            self.stack.truncate(base);
            return Err(e);
        }
        let body = code.body();
        let missing = body.slots as usize - (self.stack.top() - base);
        if self.stack.push_unbound(missing).is_err() {
            self.depth.set(self.depth.get() - 1);
            self.stack.truncate(base);
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let mut slots = self.stack.window(base, body.slots as usize);
        if !code.cells.is_empty() || !func.closure.is_empty() {
            fill_cells(&mut slots, func, code);
        }
        let caller_pc = self.pc.get();
        let link = Link::new(FrameRecord {
            func: func.clone(),
            of: RunOf::Call,
            slots: slots.view(),
            caller_pc,
            watched: Cell::new(false),
        });
        let mut frame = Frame { slots, func, body, namespace: None, outer_handled: None };
        let result = self.frames.with(&link, || self.run_steps(&mut frame, 0)).unpack();
        let at = self.pc.get();
        let handles = frame.outer_handled.is_some();
        self.leave_frame(&mut frame, caller_pc);
        self.depth.set(self.depth.get() - 1);
        let watched = link.record().watched.get();
        let suspends = matches!(&result, Ok(v) if v.is_unbound());
        if watched && !suspends {
            self.keep_slots(link.record(), at, base, body.slots as usize);
        }
        match result {
            Ok(v) if !suspends => {
                self.stack.truncate(base);
                Ok(First::Done(v))
            }
            Ok(_) => {
                let chain = if handles { handled_chain(&body.steps[at as usize]) } else { 0 };
                let first = self.suspend_coroutine(func, base, at, chain)?;
                if watched && let First::Wait { awaited: Value::Gen(g), .. } = &first {
                    frame::call_ended(self, link.record().id(), at, Some(g), Box::default);
                }
                Ok(first)
            }
            Err(e) => {
                self.stack.truncate(base);
                Err(self.convert_stop(GenKind::Coroutine, e))
            }
        }
    }

    /// The slots from `base` belong to a frame that waits: they move into a coroutine.
    fn suspend_coroutine(&self, func: &Ref<Function>, base: usize, at: Pc, chain: Chain) -> PyResult<First> {
        let slots = SlotBlock::new(self.stack.take_above(base));
        let frame = GenFrame { func: func.clone(), slots, pc: Cell::new(at), mark: FrameMark::Frame };
        let g = Ref::new(Gen::new(GenKind::Coroutine, GenBody::Frame(frame), self.pending.clone()));
        g.state.set(GenState::Suspended);
        g.handled.set(chain);
        match self.suspended.take() {
            Some(Exit::Wait(yielded)) => {
                g.set_awaiting(self.awaited.replace(Value::Unbound)).discard();
                Ok(First::Wait { awaited: Value::Gen(g), yielded })
            }
            // A coroutine's frame is suspended where it waits, nowhere else.
            _ => Err(self.system_error("suspended without a reason")),
        }
    }

    /// Runs a suspended frame on: delivers `input` to the step it is suspended at.
    pub(super) fn run_generator(
        &self,
        g: &Ref<Gen>,
        frame: &GenFrame,
        input: Result<Value, Raised>,
        started: bool,
    ) -> PyResult<Exit> {
        let func = &frame.func;
        let code = func.code.borrow();
        self.enter("")?;
        let body = code.body();
        let slots = Slots::of_block(&frame.slots);
        let caller_pc = self.pc.get();
        let link = Link::new(FrameRecord {
            func: func.clone(),
            of: RunOf::Generator(g.clone()),
            slots: slots.view(),
            caller_pc,
            watched: Cell::new(false),
        });
        let mut running = Frame { slots, func, body, namespace: None, outer_handled: None };
        let result = self.frames.with(&link, || self.run_resumed(g, frame, &mut running, input, started));
        self.leave_frame(&mut running, caller_pc);
        self.depth.set(self.depth.get() - 1);
        result
    }

    fn run_resumed(
        &self,
        g: &Gen,
        frame: &GenFrame,
        f: &mut Frame,
        input: Result<Value, Raised>,
        started: bool,
    ) -> PyResult<Exit> {
        let chain = g.handled.replace(0);
        if chain != 0 {
            self.set_handled(f, chain);
        }
        if let Err(e) = &input
            && e.0.thrown.get()
            && chain != 0
        {
            self.set_context(&e.0);
        }
        let mut pc = frame.pc.get();
        if let Err(e) = self.deliver(f, &mut pc, input, started) {
            if !started {
                // Nothing has run yet, so nothing can handle it: it is raised where the function begins.
                let start = f.func.code.borrow().span.start;
                self.add_traceback_entry(Span::new(start, start), &e, 0, true);
                return Err(e);
            }
            pc = self.unwind(f, pc, e)?;
        }
        let returned = self.run_steps(f, pc).unpack()?;
        if !returned.is_unbound() {
            return Ok(Exit::Return(returned));
        }
        let at = self.pc.get();
        frame.pc.set(at);
        if f.outer_handled.is_some() {
            g.handled.set(handled_chain(&f.body.steps[at as usize]));
        }
        // A run that returns nothing has said why.
        self.suspended.take().ok_or_else(|| self.system_error("suspended without a reason"))
    }

    /// Gives a suspended step what it waited for.
    fn deliver(&self, f: &mut Frame, pc: &mut Pc, input: Result<Value, Raised>, started: bool) -> PyResult<()> {
        if !started {
            return input.map(Value::discard);
        }
        let step = &f.body.steps[*pc as usize];
        match (step, input) {
            (
                Step::Yield { dst, .. }
                | Step::Await { dst, .. }
                | Step::YieldFrom { dst, .. }
                | Step::AsyncForNext { dst, .. },
                Ok(v),
            ) => {
                if *dst != NO_SLOT {
                    f.slots.set(*dst, v);
                } else {
                    v.discard();
                }
                *pc += 1;
                Ok(())
            }
            (Step::AsyncForNext { iter, end, .. }, Err(e)) if self.matches(&e, &self.exc.stop_async_iteration) => {
                self.error_span.set(None);
                f.slots.set(*iter, Value::Unbound);
                *pc = *end;
                Ok(())
            }
            (_, Err(e)) => Err(e),
            // A frame is suspended at one of the four steps above only.
            (_, Ok(_)) => Err(self.system_error("resumed at a step that cannot suspend")),
        }
    }

    /// A whole body. One that only returns something needs no loop.
    #[inline(always)]
    fn run_body(&self, f: &mut Frame) -> Packed {
        if let [Step::Return(e), ..] = &*f.body.steps {
            self.pc.set(0);
            return match self.eval(f, e) {
                // Functions that call each other in such bodies come by no other place that looks.
                Ok(v) if self.flag.get() => self.return_after_pending(f, v),
                Ok(v) => Packed::pack(Ok(v)),
                Err(e) => self.run_from_error(f, e),
            };
        }
        self.run_steps(f, 0)
    }

    /// Does what is pending before the body's result is handed out.
    #[cold]
    #[inline(never)]
    fn return_after_pending(&self, f: &mut Frame, v: Value) -> Packed {
        match self.run_pending() {
            Ok(()) => Packed::pack(Ok(v)),
            Err(e) => self.run_from_error(f, e),
        }
    }

    /// The first step has failed.
    #[cold]
    #[inline(never)]
    fn run_from_error(&self, f: &mut Frame, e: Raised) -> Packed {
        match self.unwind(f, 0, e) {
            Ok(handler) => self.run_steps(f, handler),
            Err(e) => Packed::pack(Err(e)),
        }
    }

    /// The loop: step after step, errors to their handlers. An unbound result means that the frame is suspended, and
    /// `Vm::suspended` says how.
    fn run_steps(&self, f: &mut Frame, start: Pc) -> Packed {
        let mut pc = start;
        loop {
            match self.run_until_error(f, &mut pc) {
                Ok(v) => return Packed::pack(Ok(v)),
                Err(e) => match self.unwind(f, pc, e) {
                    Ok(handler) => pc = handler,
                    Err(e) => return Packed::pack(Err(e)),
                },
            }
        }
    }

    /// The commonest steps are executed here, the others by `step`.
    #[inline(always)]
    fn run_until_error(&self, f: &mut Frame, at: &mut Pc) -> PyResult {
        let steps = &*f.body.steps;
        let pending = self.flag.raw();
        let mut pc = *at;
        loop {
            self.pc.set(pc);
            *at = pc;
            match &steps[pc as usize] {
                Step::Store { slot, value } => {
                    let v = self.eval(f, value)?;
                    f.slots.set(*slot, v);
                    pc += 1;
                }
                Step::Expr(e) => {
                    self.eval(f, e)?.discard();
                    pc += 1;
                }
                Step::JumpIfFalse { cond, to } => pc = if self.test(f, cond)? { pc + 1 } else { *to },
                Step::JumpIfTrue { cond, to } => pc = if self.test(f, cond)? { *to } else { pc + 1 },
                Step::Jump(to) => pc = *to,
                Step::Return(e) => return self.eval(f, e),
                Step::Assign { target, value } => {
                    self.assign_step(f, target, value)?;
                    pc += 1;
                }
                Step::Yield { value, .. } => {
                    let v = self.eval(f, value)?;
                    self.suspended.set(Some(Exit::Yield(v)));
                    return Ok(Value::Unbound);
                }
                Step::ForNext { iter, target, end } => {
                    pc = if self.for_next(f, *iter, target)? { pc + 1 } else { *end }
                }
                Step::Augment { target, op, value, span } => {
                    self.augment(f, target, *op, value, *span)?;
                    pc += 1;
                }
                other => match self.step(f, other)? {
                    Next::Step => pc += 1,
                    Next::Jump(to) => pc = to,
                    Next::Exit(exit) => {
                        self.suspended.set(Some(exit));
                        return Ok(Value::Unbound);
                    }
                },
            }
            // Relaxed: it only says that it is worth looking.
            if pending.load(Ordering::Relaxed) {
                self.run_pending_in(f)?;
            }
        }
    }

    /// What is to be done between two steps of a frame.
    #[cold]
    #[inline(never)]
    fn run_pending_in(&self, f: &mut Frame) -> PyResult<()> {
        if self.watched.writing.get() > 0 {
            frame::take_over_writes(self, &mut f.slots);
        }
        self.run_pending()
    }

    /// Notes that an exception passes the innermost frame.
    #[cold]
    fn add_traceback_entry(&self, span: Span, e: &Raised, pc: Pc, leaving: bool) {
        let Some(object) = self.frames.nth(0, |record, _| frame::of_record(self, record, pc)) else { return };
        let Some(data) = object.get::<frame::Frame>() else { return };
        data.passed_at(pc, leaving);
        let next = e.0.traceback.take();
        if let Some(next) = &next
            && let Some(inner) = next.frame.get::<frame::Frame>()
            && inner.has_ended()
        {
            inner.link_back(|| Some(Value::Object(object.clone())));
        }
        let entry = Traceback {
            next: std::cell::RefCell::new(next),
            code: data.code(),
            frame: object,
            span: Cell::new(span),
            line: Cell::new(0),
            object: Default::default(),
        };
        e.0.traceback.replace(Some(Ref::new(entry)));
    }

    /// Adds the frame to the traceback and finds the handler; without one the error goes on.
    #[cold]
    fn unwind(&self, f: &mut Frame, pc: Pc, e: Raised) -> PyResult<Pc> {
        let span = self.error_span.take();
        let body = f.body;
        let region = body.regions.iter().find(|r| r.start <= pc && pc < r.end);
        if self.reraising.replace(false) {
            // The entry for this frame was made when the exception first passed here.
        } else {
            if e.0.fresh.replace(false) {
                self.set_context(&e.0);
            }
            let span = span.unwrap_or_else(|| f.body.spans.get(pc as usize).copied().unwrap_or_default());
            self.add_traceback_entry(span, &e, pc, region.is_none());
        }
        match region {
            Some(region) => {
                e.0.thrown.set(false);
                for slot in &region.parked {
                    drop(f.slots.take(*slot));
                }
                f.slots.set(region.exc, Value::Exception(e.0));
                Ok(region.handler)
            }
            None => {
                // A traceback may keep the frame: its variables, that is, not what was parked beside them.
                for slot in (body.temporaries..body.slots).rev() {
                    drop(f.slots.take(slot));
                }
                Err(e)
            }
        }
    }

    /// Makes what the frame handles now what the chain says.
    pub(super) fn set_handled(&self, f: &mut Frame, chain: Chain) {
        if f.outer_handled.is_none() {
            f.outer_handled = Some(self.handled.borrow().clone());
        }
        let bound = f.body.chains[chain as usize].iter().find_map(|slot| match f.slots.get(*slot) {
            Value::Exception(e) => Some(e.clone()),
            _ => None,
        });
        let handled = bound.or_else(|| f.outer_handled.clone().flatten());
        let old = self.handled.replace(handled);
        drop(old);
    }

    /// Runs a module's code, or `exec`'s: `globals` is the module's namespace; `locals`, when it differs, the one that
    /// names are looked up in first.
    ///
    /// # Errors
    /// Whatever the code raises.
    pub fn run_code(&self, code: &Ref<Code>, globals: &Ref<Dict>, locals: Option<Value>) -> PyResult {
        globals.mark_namespace(|| self.next_number());
        let func = Ref::new(self.function_of(code, globals, Box::new([])));
        let namespace = match locals {
            Some(l) => Some(l),
            None if code.uses_namespace => Some(Value::Dict(globals.clone())),
            None => None,
        };
        let base = self.stack.top();
        if code.kind.suspends() {
            return self.make_generator(&func, code, base);
        }
        self.run_on_stack(&func, code, base, namespace)
    }

    /// Runs a class body with its namespace; returns what it returns (the `__class__` cell or None).
    pub(crate) fn run_class_body(&self, func: &Ref<Function>, namespace: &Value) -> PyResult {
        let code = func.code.borrow().clone();
        self.run_on_stack(func, &code, self.stack.top(), Some(namespace.clone()))
    }

    /// A function object around code, without defaults.
    pub fn function_of(&self, code: &Ref<Code>, globals: &Ref<Dict>, closure: Box<[Ref<VarCell>]>) -> Function {
        let mut extra = FunctionExtra::default();
        let builtins = match globals.get_str(&self.names.__builtins__) {
            Some(Value::Module(m)) => m.dict.clone(),
            Some(Value::Dict(d)) => d,
            Some(v) => {
                extra.builtins_object = Some(v);
                Ref::new(Dict::new())
            }
            None => self.builtins.clone(),
        };
        builtins.mark_namespace(|| self.next_number());
        Function {
            code: CodeCell::new(code.clone()),
            globals: globals.clone(),
            builtins,
            closure,
            defaults: Default::default(),
            kw_defaults: Default::default(),
            extra: std::cell::RefCell::new(extra),
            attrs: AttrSlot::default(),
            weak: WeakSlot::default(),
        }
    }
}

/// Puts fresh cells into the variables that inner functions share, and the function's own free variables in their slots.
fn fill_cells(slots: &mut Slots, func: &Function, code: &Code) {
    for slot in code.cells.iter() {
        let argument = slots.take(*slot);
        slots.set_plain(*slot, Value::Cell(Ref::new(VarCell::new(argument))));
    }
    let first = code.variables.len() as u32;
    for (i, cell) in func.closure.iter().enumerate() {
        // These are unbound yet.
        slots.set_plain(first + i as u32, Value::Cell(cell.clone()));
    }
}

/// The chain of handlers around a step that suspends.
fn handled_chain(step: &Step) -> Chain {
    match step {
        Step::Yield { handled, .. }
        | Step::Await { handled, .. }
        | Step::YieldFrom { handled, .. }
        | Step::AsyncForNext { handled, .. } => *handled,
        _ => 0,
    }
}
