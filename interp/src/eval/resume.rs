//! Resuming generators and coroutines: the await chain.
//!
//! A coroutine that is driven from outside (by a task, by `send`) keeps the chain of everything it awaits. Resuming goes
//! straight to the last link, so that a switch costs the same at any depth of awaits; a link's return pops it and
//! resumes the one before, in this loop, without native recursion. The chain is a cache of the `awaiting` links: it is
//! rebuilt when its end is found to have moved (someone drove an inner generator directly).

use crate::error::{PyResult, Raised};
use crate::eval::run::{Exit, First};
use crate::heap::{Flow, Ref};
use crate::host::signal::{bit, members};
use crate::native::Args;
use crate::types::class::TypeFlags;
use crate::types::exception::Exception;
use crate::types::generator::{Gen, GenBody, GenFlag, GenKind, GenState, NativeCoroutine, NativeRun};
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::pending::PendingWork;

impl Vm {
    /// Resumes a generator-like object with what is sent or thrown.
    ///
    /// # Errors
    /// What it raises; ValueError or RuntimeError when it cannot be resumed.
    pub fn resume(&self, root: &Ref<Gen>, input: Result<Value, Raised>) -> PyResult<Flow> {
        match root.state.get() {
            GenState::Running => return Err(self.already_executing(root)),
            GenState::Done => return self.resume_finished(root, input),
            GenState::Created => {
                if let Ok(v) = &input
                    && !v.is_none()
                {
                    return Err(self
                        .type_error(format!("can't send non-None value to a just-started {}", kind_name(root.kind))));
                }
            }
            GenState::Suspended => {
                if let Ok(v) = &input
                    && v.is_none()
                    && root.is_alone()
                {
                    return self.resume_alone(root);
                }
            }
        }
        let mut input = input;
        if let Err(e) = &input
            && root.is_awaiting()
            && self.matches(e, &self.exc.generator_exit)
        {
            // PEP 380: closing goes outermost link by link, each closing what it delegates to first.
            let inner = root.set_awaiting(Value::Unbound);
            root.clear_chain();
            root.state.set(GenState::Running);
            let closed = self.close_awaited(&inner);
            root.state.set(GenState::Suspended);
            if let Err(close_error) = closed {
                input = Err(close_error);
            }
        }
        let was_created = root.state.replace(GenState::Running) == GenState::Created;
        self.drive_on(root, input, was_created)
    }

    /// [`Vm::drive`], and the state afterwards.
    fn drive_on(&self, root: &Ref<Gen>, input: Result<Value, Raised>, created: bool) -> PyResult<Flow> {
        let result = self.drive(root, input, created);
        if root.state.get() == GenState::Running {
            root.state.set(GenState::Suspended);
        }
        result
    }

    /// Resumes, with nothing to send, one that awaits no other coroutine: a task in a loop of `await sleep(…)`, `await
    /// queue.get()`. As [`Vm::drive`] does it, for the commonest case.
    fn resume_alone(&self, root: &Ref<Gen>) -> PyResult<Flow> {
        root.state.set(GenState::Running);
        let input = match root.set_awaiting(Value::Unbound) {
            Value::Object(o) => match o.data().send(&o, self, Value::None) {
                Ok(Flow::Return(v)) => Ok(v),
                Ok(Flow::Yield(v) | Flow::Item(v)) => {
                    root.set_awaiting(Value::Object(o)).discard();
                    root.state.set(GenState::Suspended);
                    return Ok(Flow::Yield(v));
                }
                Ok(Flow::Await(v)) => {
                    root.set_awaiting(v).discard();
                    return self.drive_on(root, Ok(Value::None), false);
                }
                Err(e) => Err(e),
            },
            // A turn that is over, or a `yield` of its own.
            _ => Ok(Value::None),
        };
        match self.run_link(root, input, false) {
            Ok(Exit::Wait(v)) => {
                root.state.set(GenState::Suspended);
                self.extend_chain(root, root);
                Ok(Flow::Yield(v))
            }
            Ok(Exit::Yield(v)) => {
                root.state.set(GenState::Suspended);
                Ok(if root.kind == GenKind::AsyncGenerator { Flow::Item(v) } else { Flow::Yield(v) })
            }
            Ok(Exit::Return(v)) => {
                self.finish(root);
                Ok(Flow::Return(v))
            }
            Err(e) => {
                self.finish(root);
                Err(self.convert_stop(root.kind, e))
            }
        }
    }

    /// The next item of a generator: the quick way for one that delegates to nothing.
    #[inline]
    pub(crate) fn next_of_generator(&self, g: &Ref<Gen>) -> PyResult<Option<Value>> {
        let state = g.state.get();
        if matches!(state, GenState::Running | GenState::Done) || g.is_awaiting() {
            return Ok(match self.resume(g, Ok(Value::None))? {
                Flow::Yield(v) => Some(v),
                _ => None,
            });
        }
        g.state.set(GenState::Running);
        match self.run_link(g, Ok(Value::None), state == GenState::Created) {
            Ok(Exit::Yield(v)) => {
                g.state.set(GenState::Suspended);
                Ok(Some(v))
            }
            Ok(Exit::Return(v)) => {
                self.finish(g);
                v.discard();
                Ok(None)
            }
            Ok(Exit::Wait(v)) => {
                g.state.set(GenState::Suspended);
                self.extend_chain(g, g);
                Ok(Some(v))
            }
            Err(e) => {
                self.finish(g);
                Err(self.convert_stop(g.kind, e))
            }
        }
    }

    /// The loop over the chain: runs its last link until something is handed out or the root ends.
    ///
    /// What is thrown in reaches each link by a throw of its own (PEP 380), not through the frames above it: those do not
    /// count as handling anything meanwhile, and each link that handles something becomes the error's context as the
    /// error enters it.
    fn drive(&self, root: &Ref<Gen>, mut input: Result<Value, Raised>, mut created: bool) -> PyResult<Flow> {
        if !created {
            self.check_chain(root)?;
        }
        let throws = input.is_err();
        loop {
            let leaf = root.last_link();
            let (leaf, is_root) = match &leaf {
                Some(leaf) => (leaf, false),
                None => (root, true),
            };
            if leaf.is_awaiting() {
                let iterator = leaf.awaiting();
                let outer = if throws { None } else { root.handled_in_chain(true) };
                match self.while_handling(outer, || self.send_into(&iterator, input)) {
                    Ok(Flow::Yield(v) | Flow::Item(v)) => return Ok(Flow::Yield(v)),
                    Ok(Flow::Return(v)) => input = Ok(v),
                    Ok(Flow::Await(v)) => {
                        drop(leaf.set_awaiting(v));
                        input = Ok(Value::None);
                        continue;
                    }
                    Err(e) => input = Err(e),
                }
                leaf.set_awaiting(Value::Unbound).discard();
            }
            if !is_root {
                leaf.state.set(GenState::Running);
            }
            if throws && let Err(e) = &input {
                e.0.thrown.set(true);
            }
            let result = if is_root {
                self.run_link(leaf, input, created)
            } else {
                self.run_behind(root, leaf, input, created, !throws)
            };
            created = false;
            match result {
                Ok(Exit::Yield(v)) if leaf.kind != GenKind::AsyncGenerator => {
                    if !is_root {
                        leaf.state.set(GenState::Suspended);
                    }
                    return Ok(Flow::Yield(v));
                }
                Ok(Exit::Yield(v)) => {
                    if is_root {
                        return Ok(Flow::Item(v));
                    }
                    leaf.state.set(GenState::Suspended);
                    leaf.set_flag(GenFlag::STEP_RUNNING, false);
                    self.pop_link(root);
                    input = Ok(v);
                }
                Ok(Exit::Return(v)) => {
                    self.finish(leaf);
                    if is_root {
                        return Ok(Flow::Return(v));
                    }
                    self.pop_link(root);
                    input = if leaf.kind == GenKind::AsyncGenerator {
                        leaf.set_flag(GenFlag::STEP_RUNNING, false);
                        Err(self.new_exception(&self.exc.stop_async_iteration, Vec::new()))
                    } else {
                        Ok(v)
                    };
                }
                Ok(Exit::Wait(v)) => {
                    if !is_root {
                        leaf.state.set(GenState::Suspended);
                    }
                    self.extend_chain(root, leaf);
                    return Ok(Flow::Yield(v));
                }
                Err(e) => {
                    self.finish(leaf);
                    let e = self.convert_stop(leaf.kind, e);
                    if is_root {
                        e.0.thrown.set(false);
                        return Err(e);
                    }
                    leaf.set_flag(GenFlag::STEP_RUNNING, false);
                    self.pop_link(root);
                    input = Err(e);
                }
            }
        }
    }

    /// Runs the last link of a chain. The links before it count against the recursion limit, as the frames that they
    /// stand for, and, where they are `below` it on the stack, what they handle is being handled.
    #[inline]
    fn run_behind(
        &self,
        root: &Ref<Gen>,
        leaf: &Ref<Gen>,
        input: Result<Value, Raised>,
        created: bool,
        below: bool,
    ) -> PyResult<Exit> {
        let depth = self.depth.get();
        self.depth.set(depth + root.chain_len());
        let outer = if below { root.handled_in_chain(false) } else { None };
        let result = self.while_driving(root, || self.while_handling(outer, || self.run_link(leaf, input, created)));
        self.depth.set(depth);
        result
    }

    /// Runs `f` with `outer` as what is being handled; `None` leaves that as it is.
    #[inline]
    fn while_handling<R>(&self, outer: Option<Ref<Exception>>, f: impl FnOnce() -> R) -> R {
        if outer.is_none() {
            return f();
        }
        let before = self.handled.replace(outer);
        let result = f();
        let old = self.handled.replace(before);
        drop(old);
        result
    }

    /// Runs the body of one link until it suspends or ends.
    pub(super) fn run_link(&self, g: &Ref<Gen>, input: Result<Value, Raised>, created: bool) -> PyResult<Exit> {
        {
            // Shared while it runs: Python code may look at the object meanwhile, and its state keeps others from
            // running or finishing it.
            let body = g.body.borrow();
            match &*body {
                GenBody::Frame(frame) => return self.run_generator(g, frame, input, !created),
                GenBody::Native(..) => {}
                GenBody::Away(_) | GenBody::EndedFrame(_) | GenBody::EndedNative(_) => {
                    return Err(self.already_executing(g));
                }
            }
        }
        self.run_native(g, input)
    }

    /// Runs a native coroutine until it waits or ends.
    fn run_native(&self, g: &Ref<Gen>, mut input: Result<Value, Raised>) -> PyResult<Exit> {
        let mut native = match g.body.replace(GenBody::Away("")) {
            GenBody::Native(native) => native,
            other => {
                g.body.replace(other);
                return Err(self.already_executing(g));
            }
        };
        g.body.replace(GenBody::Away(native.name));
        loop {
            let exit = match native.run.resume(self, input) {
                Ok(Flow::Return(v)) => return Ok(Exit::Return(v)),
                Ok(Flow::Yield(v) | Flow::Item(v)) => Exit::Yield(v),
                Ok(Flow::Await(it)) => match self.recurse("", |vm| vm.first_step(it)) {
                    Ok(First::Done(v)) => {
                        input = Ok(v);
                        continue;
                    }
                    Ok(First::Wait { awaited, yielded }) => {
                        self.awaited.replace(awaited).discard();
                        Exit::Wait(yielded)
                    }
                    Ok(First::End) => Exit::Return(Value::None),
                    Err(e) => {
                        input = Err(e);
                        continue;
                    }
                },
                Err(e) => return Err(e),
            };
            g.body.replace(GenBody::Native(native));
            return Ok(exit);
        }
    }

    pub(super) fn finish(&self, g: &Ref<Gen>) {
        if g.has(GenFlag::WATCHED)
            && let GenBody::Frame(frame) = &*g.body.borrow()
        {
            crate::types::frame::run_ended(self, g, frame.slots.values());
        }
        g.state.set(GenState::Done);
        let awaiting = g.set_awaiting(Value::Unbound);
        let ended = match &*g.body.borrow() {
            GenBody::Frame(frame) => GenBody::EndedFrame(frame.func.clone()),
            GenBody::EndedFrame(func) => GenBody::EndedFrame(func.clone()),
            GenBody::Native(native) => GenBody::EndedNative(native.name),
            GenBody::Away(name) | GenBody::EndedNative(name) => GenBody::EndedNative(name),
        };
        let body = g.body.replace(ended);
        drop((awaiting, body));
    }

    fn pop_link(&self, root: &Ref<Gen>) {
        let done = root.pop_link();
        let parent = root.last_link();
        let old = parent.as_ref().unwrap_or(root).set_awaiting(Value::Unbound);
        drop((done, old));
    }

    /// `leaf`, the last link, waits for what `Vm::awaited` says: the coroutines among that join the chain.
    fn extend_chain(&self, root: &Ref<Gen>, leaf: &Ref<Gen>) {
        leaf.set_awaiting(self.awaited.replace(Value::Unbound)).discard();
        let mut next = leaf.awaited_gen();
        while let Some(g) = next {
            if g.state.get() != GenState::Suspended {
                break;
            }
            next = g.awaited_gen();
            root.push_link(g);
        }
    }

    /// Makes the chain agree with the `awaiting` links.
    fn check_chain(&self, root: &Ref<Gen>) -> PyResult<()> {
        let leaf = root.last_link();
        let good = match &leaf {
            Some(leaf) => leaf.state.get() == GenState::Suspended && leaf.awaited_gen().is_none(),
            None => root.awaited_gen().is_none(),
        };
        if good {
            return Ok(());
        }
        root.clear_chain();
        let mut next = root.awaited_gen();
        while let Some(g) = next {
            match g.state.get() {
                GenState::Running => return Err(self.already_executing(&g)),
                GenState::Done => break,
                GenState::Created | GenState::Suspended => {}
            }
            next = g.awaited_gen();
            root.push_link(g);
        }
        Ok(())
    }

    fn resume_finished(&self, g: &Ref<Gen>, input: Result<Value, Raised>) -> PyResult<Flow> {
        match (g.kind, input) {
            (GenKind::Coroutine, _) => Err(self.runtime_error("cannot reuse already awaited coroutine")),
            (_, Ok(_)) => Ok(Flow::Return(Value::None)),
            (_, Err(e)) => Err(e),
        }
    }

    #[cold]
    pub(super) fn already_executing(&self, g: &Ref<Gen>) -> Raised {
        self.value_error(format!("{} already executing", kind_name(g.kind)))
    }

    /// PEP 479: StopIteration may not leave a generator-like body.
    pub(super) fn convert_stop(&self, kind: GenKind, e: Raised) -> Raised {
        let name = if self.matches(&e, &self.exc.stop_iteration) {
            "StopIteration"
        } else if kind == GenKind::AsyncGenerator && self.matches(&e, &self.exc.stop_async_iteration) {
            "StopAsyncIteration"
        } else {
            return e;
        };
        let what = match kind {
            GenKind::Generator => "generator",
            GenKind::Coroutine => "coroutine",
            GenKind::AsyncGenerator => "async generator",
        };
        let error = self.runtime_error(format!("{what} raised {name}"));
        error.0.fresh.set(false);
        error.0.cause.replace(Some(e.0.clone()));
        error.0.context.replace(Some(e.0.clone()));
        error.0.suppress_context.set(true);
        error
    }

    /// Sends into, or throws into, any iterator that is being awaited.
    ///
    /// # Errors
    /// What it raises.
    pub fn send_into(&self, iterator: &Value, input: Result<Value, Raised>) -> PyResult<Flow> {
        match (iterator, input) {
            (Value::Gen(g), input) => self.resume(g, input),
            // A native's turn (`Awaited::Turn`): it is over.
            (Value::None, input) => input.map(|_| Flow::Return(Value::None)),
            (Value::Object(o), Ok(v)) if o.data().is_resumable() => o.data().send(o, self, v),
            (Value::Object(o), Err(e)) if o.data().is_resumable() => o.data().throw(o, self, e),
            (it, Ok(Value::None)) => self.next_flow(it),
            (it, Ok(v)) => {
                let result = self.call_method(it, &self.names.send, &[v]);
                self.flow_of(result)
            }
            (it, Err(e)) => {
                if self.matches(&e, &self.exc.generator_exit) {
                    self.close_awaited(it)?;
                    return Err(e);
                }
                match self.get_attr_opt(it, &self.names.throw)? {
                    Some(throw) => {
                        let result = self.call(&throw, &[Value::Exception(e.0)]);
                        self.flow_of(result)
                    }
                    None => Err(e),
                }
            }
        }
    }

    fn next_flow(&self, it: &Value) -> PyResult<Flow> {
        if let Value::Object(o) = it
            && o.data().is_iterator()
            && !o.with_class(|c| c.has(crate::types::class::TypeFlags::HEAP))
        {
            return Ok(match o.data().iter_next(o, self)? {
                Some(v) => Flow::Yield(v),
                None => Flow::Return(Value::None),
            });
        }
        match self.lookup_special(it, &self.names.__next__) {
            Some(f) => {
                let result = self.call_unbound(&f, it, &Args::positional(&[]));
                self.flow_of(result)
            }
            None => Err(self.type_error(format!("'{}' object is not an iterator", self.type_name(it)))),
        }
    }

    /// A call's result as a step of iteration: StopIteration means that it has returned.
    fn flow_of(&self, result: PyResult) -> PyResult<Flow> {
        match result {
            Ok(v) => Ok(Flow::Yield(v)),
            Err(e) if self.matches(&e, &self.exc.stop_iteration) => {
                self.error_span.set(None);
                Ok(Flow::Return(e.0.field(crate::types::exceptions::field::VALUE)))
            }
            Err(e) => Err(e),
        }
    }

    fn close_awaited(&self, inner: &Value) -> PyResult<()> {
        if let Value::Gen(g) = inner {
            return self.close_generator(g);
        }
        if let Value::Object(o) = inner
            && o.data().awaits_itself()
        {
            // Told, so that it can take back what it has set in motion.
            let exit = self.new_exception(&self.exc.generator_exit, Vec::new());
            return match o.data().throw(o, self, exit) {
                Err(e) if !self.matches(&e, &self.exc.generator_exit) => Err(e),
                _ => Ok(()),
            };
        }
        match self.get_attr_opt(inner, &self.names.close) {
            Ok(Some(close)) => self.call(&close, &[]).map(drop),
            Ok(None) => Ok(()),
            Err(e) => {
                self.error_span.set(None);
                crate::traceback::report_unraisable(self, e, None, inner);
                Ok(())
            }
        }
    }

    /// `close()` of a generator or coroutine: GeneratorExit is thrown in where it is suspended.
    ///
    /// # Errors
    /// RuntimeError when it goes on regardless; what it raises instead.
    pub fn close_generator(&self, g: &Ref<Gen>) -> PyResult<()> {
        self.close_with_value(g).map(drop)
    }

    /// As [`Vm::close_generator`], with the value that the generator returned in answer (3.13).
    ///
    /// # Errors
    /// As [`Vm::close_generator`].
    pub fn close_with_value(&self, g: &Ref<Gen>) -> PyResult {
        match g.state.get() {
            GenState::Done => return Ok(Value::None),
            GenState::Created => {
                self.finish(g);
                return Ok(Value::None);
            }
            GenState::Running => return Err(self.already_executing(g)),
            GenState::Suspended => {}
        }
        let exit = self.new_exception(&self.exc.generator_exit, Vec::new());
        match self.resume(g, Err(exit)) {
            Ok(Flow::Return(v)) => Ok(v),
            Ok(_) => {
                let what = match g.kind {
                    GenKind::Generator => "generator",
                    GenKind::Coroutine => "coroutine",
                    GenKind::AsyncGenerator => "async generator",
                };
                Err(self.runtime_error(format!("{what} ignored GeneratorExit")))
            }
            Err(e) if self.matches(&e, &self.exc.generator_exit) || self.matches(&e, &self.exc.stop_iteration) => {
                self.error_span.set(None);
                Ok(Value::None)
            }
            Err(e) => Err(e),
        }
    }

    /// What `await v` drives: a coroutine itself, else the iterator that `__await__` returns.
    ///
    /// # Errors
    /// TypeError when `v` cannot be awaited.
    pub fn await_iter(&self, v: &Value) -> PyResult {
        match v {
            Value::Gen(g) if g.kind == GenKind::Coroutine => return Ok(v.clone()),
            // types.coroutine marks generators that may be awaited.
            Value::Gen(g) if g.kind == GenKind::Generator && self.is_generator_coroutine(g) => return Ok(v.clone()),
            Value::Object(o) if o.data().awaits_itself() && !o.with_class(|c| c.has(TypeFlags::HEAP)) => {
                return Ok(v.clone());
            }
            _ => {}
        }
        let Some(f) = self.lookup_special(v, &self.names.__await__) else {
            return Err(self.type_error(format!("object {} can't be used in 'await' expression", self.type_name(v))));
        };
        let it = self.call_unbound(&f, v, &Args::positional(&[]))?;
        if let Value::Gen(g) = &it
            && g.kind == GenKind::Coroutine
        {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if !self.is_iterator(&it) && !matches!(&it, Value::Object(o) if o.data().is_resumable()) {
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{}'", self.type_name(&it))));
        }
        Ok(it)
    }

    fn is_generator_coroutine(&self, g: &Gen) -> bool {
        g.function().is_some_and(|f| f.code.borrow().iterable_coroutine)
    }

    /// A coroutine object around native code; `name` is its qualified name.
    pub fn native_coroutine(&self, name: &'static str, run: impl NativeCoroutine) -> Value {
        let body = GenBody::Native(Box::new(NativeRun { name, run }));
        let g = Ref::new(Gen::new(GenKind::Coroutine, body, self.pending.clone()));
        self.note_origin(&g);
        Value::Gen(g)
    }

    /// In debug mode: remembers where a coroutine was made.
    #[inline]
    pub(super) fn note_origin(&self, g: &Ref<Gen>) {
        if self.origin_depth.get() > 0 {
            g.set_origin(self.origin_frames(self.origin_depth.get()));
        }
    }

    /// (filename, line, function) of the innermost frames, as `cr_origin` has them.
    fn origin_frames(&self, depth: usize) -> Value {
        let mut entries = Vec::new();
        for i in 0..depth {
            let entry = self.with_frame(i, |f| {
                let code = f.code();
                Value::tuple(vec![
                    Value::str(&code.source.filename),
                    Value::Int(i64::from(f.line())),
                    Value::Str(code.name.clone()),
                ])
            });
            match entry {
                Some(e) => entries.push(e),
                None => break,
            }
        }
        Value::tuple(entries)
    }

    /// First iteration of an async generator: tells the loop (PEP 525), which will finalise it.
    ///
    /// # Errors
    /// What the hook raises.
    pub fn agen_first_iteration(&self, g: &Ref<Gen>) -> PyResult<()> {
        if g.set_flag(GenFlag::HOOKS_DONE, true) {
            return Ok(());
        }
        let (first, finalizer) = self.asyncgen_hooks.borrow().clone();
        if !finalizer.is_none() {
            g.set_finalizer(finalizer);
        }
        if !first.is_none() {
            self.call(&first, &[Value::Gen(g.clone())])?;
        }
        Ok(())
    }

    /// Runs what dying objects queued, and looks for Ctrl-C.
    ///
    /// # Errors
    /// KeyboardInterrupt. Errors of finalisers are reported, not raised.
    #[cold]
    #[inline(never)]
    pub fn run_pending(&self) -> PyResult<()> {
        if self.lock.is_wanted() {
            self.hand_over();
        }
        if self.finalizing.replace(true) {
            return Ok(());
        }
        // An error may be on its way: what the finalisers do must not disturb it.
        let span = self.error_span.take();
        loop {
            self.drain_pending();
            if !self.heap.take_wanted() {
                break;
            }
            self.collect_as_scheduled();
        }
        self.finalizing.set(false);
        let result = if self.thread.is_main { self.handle_signals() } else { Ok(()) };
        self.error_span.set(span);
        if self.watched.writing.get() > 0 {
            // A frame further out has values to take over.
            self.pending.flag.set(true);
        }
        result
    }

    /// Handles the signals that have arrived. Only in the main thread.
    #[inline]
    fn handle_signals(&self) -> PyResult<()> {
        let arrived = self.threads.tripped.take() | self.host.take_signals();
        let before = self.threads.deferred.take();
        if arrived | before == 0 { Ok(()) } else { self.handle_each_signal(arrived, before) }
    }

    /// `before`: those that had arrived when another one's handler raised something.
    #[cold]
    fn handle_each_signal(&self, arrived: u64, before: u64) -> PyResult<()> {
        const INTERRUPT: i32 = 2;
        let handlers = self.signal_handlers.borrow().clone();
        if let Some(handlers) = &handlers {
            handlers.arrived(self, arrived);
        }
        let mut left = arrived | before;
        for number in members(left) {
            left &= !bit(number);
            let handled = match &handlers {
                Some(handlers) => handlers.handle(self, number),
                None => Ok(false),
            };
            let handled = match handled {
                Ok(false) if number == INTERRUPT => {
                    let hook = self.interrupt_hook.borrow().clone();
                    match hook {
                        Some(hook) => hook(self),
                        None => Err(self.new_exception(&self.exc.keyboard_interrupt, Vec::new())),
                    }
                }
                handled => handled.map(drop),
            };
            if let Err(error) = handled {
                // The others are handled after the next step.
                if left != 0 {
                    self.threads.deferred.set(self.threads.deferred.get() | left);
                    self.pending.flag.set(true);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Runs what dying objects queued. How many pieces of work that were.
    pub(crate) fn drain_pending(&self) -> usize {
        let mut count = 0;
        loop {
            let work = self.pending.take();
            if work.is_empty() {
                return count;
            }
            count += work.len();
            for item in work {
                self.run_finalizer(item);
            }
        }
    }

    fn run_finalizer(&self, item: PendingWork) {
        match item {
            PendingWork::Finalize(obj) => {
                if let Some(f) = self.lookup_special(&obj, &self.names.__del__)
                    && let Err(e) = self.call_unbound(&f, &obj, &Args::positional(&[]))
                {
                    self.error_span.set(None);
                    crate::traceback::report_unraisable(self, e, None, &f);
                }
            }
            PendingWork::Call(f, arg) => {
                if let Err(e) = self.call(&f, &[arg]) {
                    self.error_span.set(None);
                    crate::traceback::report_unraisable(self, e, None, &f);
                }
            }
            PendingWork::FinalizeGen(g) => self.finalize_generator(&g),
        }
    }

    pub(crate) fn finalize_generator(&self, g: &Ref<Gen>) {
        if g.kind == GenKind::Coroutine && g.state.get() == GenState::Created {
            g.state.set(GenState::Done);
            crate::warnings::warn_never_awaited(self, g);
            return;
        }
        if g.kind == GenKind::AsyncGenerator
            && let Some(f) = g.finalizer()
        {
            if let Err(e) = self.call(&f, &[Value::Gen(g.clone())]) {
                self.error_span.set(None);
                crate::traceback::report_unraisable(self, e, None, &f);
            }
            return;
        }
        if let Err(e) = self.close_generator(g) {
            self.error_span.set(None);
            crate::traceback::report_unraisable(self, e, None, &Value::Gen(g.clone()));
        }
    }
}

fn kind_name(kind: GenKind) -> &'static str {
    match kind {
        GenKind::Generator => "generator",
        GenKind::Coroutine => "coroutine",
        GenKind::AsyncGenerator => "async generator",
    }
}
