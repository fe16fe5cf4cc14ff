//! Running frames: the chain that tracebacks, `sys._getframe`, `locals()` and the recursion limit look at.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::heap::stack::SlotsView;
use crate::source::Span;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::value::Value;
use crate::vm::Vm;

/// What is known of a running frame from outside it.
pub struct FrameRecord {
    pub func: Ref<Function>,
    /// The namespace of a class body or of `exec`ed code, when the code uses one.
    pub namespace: Option<Value>,
    /// The slots, to read.
    pub slots: SlotsView,
    /// The step that the frame below this one (its caller) was executing.
    pub caller_pc: u32,
}

/// What is read off a running frame.
pub struct FrameView<'a> {
    pub record: &'a FrameRecord,
    /// The step being executed.
    pub pc: u32,
}

impl std::ops::Deref for FrameView<'_> {
    type Target = FrameRecord;

    fn deref(&self) -> &FrameRecord {
        self.record
    }
}

impl FrameRecord {
    /// The code being run.
    pub fn code(&self) -> Ref<Code> {
        self.func.code.borrow().clone()
    }
}

impl FrameView<'_> {
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

impl Vm {
    /// The globals of the innermost running frame.
    pub fn current_globals(&self) -> Option<Ref<Dict>> {
        self.frames.nth(0, |f, _| f.func.globals.clone())
    }

    /// Runs `f` on the frame `depth` calls up from the innermost (0).
    pub fn with_frame<R>(&self, depth: usize, f: impl FnOnce(&FrameView) -> R) -> Option<R> {
        self.frames.nth(depth, |record, inner| {
            let pc = inner.map_or(self.pc.get(), |inner| inner.caller_pc);
            f(&FrameView { record, pc })
        })
    }

    /// Runs `f` on every running frame, innermost first.
    pub fn for_each_frame(&self, mut f: impl FnMut(&FrameView)) {
        self.frames.for_each(|record, inner| {
            let pc = inner.map_or(self.pc.get(), |inner| inner.caller_pc);
            f(&FrameView { record, pc });
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
    pub fn frame_locals(&self, frame: &FrameRecord) -> Value {
        if let Some(ns) = &frame.namespace {
            return ns.clone();
        }
        let code = frame.code();
        if code.kind == crate::types::code::CodeKind::Module {
            return Value::Dict(frame.func.globals.clone());
        }
        let dict = Dict::new();
        for (i, name) in code.variables.iter().chain(code.free.iter()).enumerate() {
            let value = match frame.slots.get(i as u32) {
                Some(Value::Cell(c)) => c.get().unwrap_or(Value::Unbound),
                Some(v) => v,
                None => Value::Unbound,
            };
            // Names in angle brackets or with a dot are the compiler's own.
            if !value.is_unbound() && !name.as_str().starts_with(['.', '<']) {
                dict.set_str(name, value);
            }
        }
        Value::Dict(Ref::new(dict))
    }
}
