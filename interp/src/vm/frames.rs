//! Running frames: the chain that tracebacks, `sys._getframe`, `locals()` and the recursion limit look at.
//!
//! What is seen of the stack are the frames that run and, between them, those that are suspended because a coroutine
//! that they await is being resumed directly. Frame objects (`types::frame`) exist only for frames that somebody has
//! looked at; [`Watched`] remembers those of frames that still run.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::error::PyResult;
use crate::heap::stack::SlotsView;
use crate::heap::{ObjRef, Ref, SlotBlock};
use crate::source::Span;
use crate::types::code::{Code, CodeKind};
use crate::types::dict::Dict;
use crate::types::frame::Frame as FrameObject;
use crate::types::function::Function;
use crate::types::generator::{Gen, GenBody};
use crate::types::weak::WeakLink;
use crate::value::Value;
use crate::vm::Vm;

/// What a running frame is a run of, beside its function.
pub enum RunOf {
    /// A call.
    Call,
    /// Code with a namespace: that of a class body, or of `exec`.
    Namespace(Value),
    /// A generator or coroutine.
    Generator(Ref<Gen>),
}

/// What is known of a running frame from outside it.
pub struct FrameRecord {
    pub func: Ref<Function>,
    pub of: RunOf,
    /// The slots, to read.
    pub slots: SlotsView,
    /// The step that the frame below this one (its caller) was executing.
    pub caller_pc: u32,
    /// There is a frame object, which has to be told when the frame ends.
    pub watched: Cell<bool>,
}

impl FrameRecord {
    /// The namespace, when the code uses one.
    #[inline]
    pub fn namespace(&self) -> Option<&Value> {
        match &self.of {
            RunOf::Namespace(namespace) => Some(namespace),
            _ => None,
        }
    }

    /// A number that no other running frame has.
    pub(crate) fn id(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

/// Where the values of a frame's slots are.
pub enum FrameSlots<'a> {
    Running(&'a SlotsView),
    Suspended(&'a SlotBlock),
}

impl FrameSlots<'_> {
    /// The value in slot `i`.
    pub fn get(&self, i: u32) -> Option<Value> {
        match self {
            FrameSlots::Running(view) => view.get(i),
            FrameSlots::Suspended(block) => block.values().get(i as usize).cloned(),
        }
    }
}

/// Which frame a view is of.
#[derive(Clone, Copy)]
pub(crate) enum Seen<'a> {
    Record(&'a FrameRecord),
    /// A coroutine between two running frames.
    Link(&'a Ref<Gen>),
}

/// What is read off a frame.
pub struct FrameView<'a> {
    pub func: &'a Ref<Function>,
    pub namespace: Option<&'a Value>,
    pub slots: FrameSlots<'a>,
    /// The step being executed.
    pub pc: u32,
    pub(crate) seen: Seen<'a>,
}

impl FrameView<'_> {
    /// The code being run.
    pub fn code(&self) -> Ref<Code> {
        self.func.code.borrow().clone()
    }

    /// The source range of the current step.
    pub fn span(&self) -> Span {
        self.func.code.borrow().body().spans.get(self.pc as usize).copied().unwrap_or_default()
    }

    /// The current line.
    pub fn line(&self) -> u32 {
        let code = self.func.code.borrow();
        code.source.line(self.span().start)
    }
}

/// Frame objects of frames that have not ended, and what the chain of records does not show.
#[derive(Default)]
pub struct Watched {
    /// Of running calls: the record's number and the frame object.
    pub(crate) calls: RefCell<Vec<(usize, ObjRef)>>,
    /// Of generators and coroutines, by address.
    pub(crate) generators: RefCell<HashMap<usize, Rc<WeakLink>, foldhash::fast::FixedState>>,
    /// Coroutines that drive others: the number of the record that was innermost when they were resumed (0: none).
    drivers: RefCell<Vec<(usize, Ref<Gen>)>>,
    /// How many frame objects hold values that their running frames have not taken yet.
    pub(crate) writing: Cell<usize>,
}

impl Vm {
    /// Runs `f` with `root` known to be resuming the last link of its chain.
    #[inline]
    pub(crate) fn while_driving<R>(&self, root: &Ref<Gen>, f: impl FnOnce() -> R) -> R {
        let outer = self.frames.nth(0, |record, _| record.id()).unwrap_or(0);
        self.watched.drivers.borrow_mut().push((outer, root.clone()));
        let result = f();
        let done = self.watched.drivers.borrow_mut().pop();
        drop(done);
        result
    }

    /// The globals of the innermost running frame.
    pub fn current_globals(&self) -> Option<Ref<Dict>> {
        self.frames.nth(0, |f, _| f.func.globals.clone())
    }

    /// Runs `f` on the frames, innermost first, until it gives something.
    pub fn find_frame<R>(&self, mut f: impl FnMut(&FrameView) -> Option<R>) -> Option<R> {
        let mut drivers = self.watched.drivers.borrow().len();
        let found = self.frames.find(|record, inner| {
            if let Some(found) = self.find_links(&mut drivers, record.id(), &mut f) {
                return Some(found);
            }
            let pc = inner.map_or(self.pc.get(), |inner| inner.caller_pc);
            f(&FrameView {
                func: &record.func,
                namespace: record.namespace(),
                slots: FrameSlots::Running(&record.slots),
                pc,
                seen: Seen::Record(record),
            })
        });
        found.or_else(|| self.find_links(&mut drivers, 0, &mut f))
    }

    /// The coroutines that were resumed from the frame `outer`, and drive what runs inside it.
    fn find_links<R>(
        &self,
        drivers: &mut usize,
        outer: usize,
        f: &mut impl FnMut(&FrameView) -> Option<R>,
    ) -> Option<R> {
        while let Some(i) = drivers.checked_sub(1) {
            let root = match self.watched.drivers.borrow().get(i) {
                Some((at, root)) if *at == outer => root.clone(),
                _ => return None,
            };
            *drivers = i;
            // The last link is what runs.
            for k in (0..root.chain_len().saturating_sub(1)).rev() {
                if let Some(link) = root.link(k)
                    && let Some(found) = see_suspended(&link, f)
                {
                    return Some(found);
                }
            }
            if let Some(found) = see_suspended(&root, f) {
                return Some(found);
            }
        }
        None
    }

    /// Runs `f` on the frame `depth` calls up from the innermost (0).
    pub fn with_frame<R>(&self, depth: usize, f: impl FnOnce(&FrameView) -> R) -> Option<R> {
        let mut f = Some(f);
        let mut left = depth;
        self.find_frame(|view| {
            if left > 0 {
                left -= 1;
                return None;
            }
            f.take().map(|f| f(view))
        })
    }

    /// Runs `f` on every frame, innermost first.
    pub fn for_each_frame(&self, mut f: impl FnMut(&FrameView)) {
        self.find_frame(|view| {
            f(view);
            None::<()>
        });
    }

    /// What `locals()` returns in the innermost frame: the namespace itself at module, class and exec level, a fresh
    /// dict of the bound variables in a function.
    ///
    /// # Errors
    /// RuntimeError without a frame.
    pub fn current_locals(&self) -> PyResult {
        let found = self.with_frame(0, |f| self.frame_locals(f));
        found.ok_or_else(|| self.runtime_error("no current frame"))
    }

    /// As [`Vm::current_locals`], of any frame.
    pub fn frame_locals(&self, frame: &FrameView) -> Value {
        let code = frame.code();
        let bound = code.local_names().filter_map(|(i, name)| Some((name, variable(frame.slots.get(i))?)));
        let dict = Dict::new();
        let namespace = match frame.namespace {
            Some(namespace) => Some(namespace.clone()),
            None if code.kind == CodeKind::Module => Some(Value::Dict(frame.func.globals.clone())),
            None => None,
        };
        if let Some(namespace) = namespace {
            // What has slots there are the variables of a comprehension that is running: they are seen, but not left.
            let mut bound = bound.peekable();
            let Value::Dict(names) = &namespace else { return namespace };
            if code.kind == CodeKind::Class || bound.peek().is_none() {
                return namespace;
            }
            let names = names.items().into_iter().filter_map(|(k, v)| k.as_str().cloned().map(|k| (k, v)));
            names.for_each(|(name, value)| dict.set_str(&name, value));
            bound.for_each(|(name, value)| dict.set_str(name, value));
            return Value::Dict(Ref::new(dict));
        }
        bound.for_each(|(name, value)| dict.set_str(name, value));
        if let Seen::Record(record) = frame.seen
            && record.watched.get()
            && let Some(extra) =
                crate::types::frame::of_record(self, record, 0).get().and_then(FrameObject::extra_names)
        {
            extra.items().into_iter().for_each(|(k, v)| {
                if let Value::Str(name) = &k {
                    dict.set_str(name, v);
                }
            });
        }
        Value::Dict(Ref::new(dict))
    }
}

fn see_suspended<R>(g: &Ref<Gen>, f: &mut impl FnMut(&FrameView) -> Option<R>) -> Option<R> {
    match &*g.body.borrow() {
        GenBody::Frame(frame) => f(&FrameView {
            func: &frame.func,
            namespace: None,
            slots: FrameSlots::Suspended(&frame.slots),
            pc: frame.pc.get(),
            seen: Seen::Link(g),
        }),
        _ => None,
    }
}

/// What the program sees of a slot: what a cell holds, nothing when it is unbound.
pub fn variable(slot: Option<Value>) -> Option<Value> {
    match slot {
        Some(Value::Cell(cell)) => cell.get(),
        other => other.filter(|v| !v.is_unbound()),
    }
}
