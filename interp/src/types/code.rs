//! Code objects: what the compiler knows of a function, class body or module.

pub mod contents;
pub mod methods;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::heap::{Object, Ref};
use crate::source::{Source, Span};
use crate::tree::{Body, Slot};
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;

/// What a code object is the code of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeKind {
    Module,
    Class,
    Function,
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl CodeKind {
    /// True when calling it makes a generator-like object instead of running it.
    #[inline]
    pub fn suspends(self) -> bool {
        matches!(self, CodeKind::Generator | CodeKind::Coroutine | CodeKind::AsyncGenerator)
    }
}

/// The parameters. They occupy the first slots: positional (positional-only first), keyword-only, `*args`, `**kwargs`.
#[derive(Clone, Default, Debug)]
pub struct Params {
    pub positional_only: u32,
    /// Positional-only included.
    pub positional: u32,
    pub keyword_only: u32,
    pub var_positional: bool,
    pub var_keyword: bool,
}

impl Params {
    /// How many slots the parameters occupy.
    pub fn slots(&self) -> u32 {
        self.positional + self.keyword_only + u32::from(self.var_positional) + u32::from(self.var_keyword)
    }

    /// True when there are only positional parameters: the quick way to bind arguments applies.
    #[inline]
    pub fn is_simple(&self) -> bool {
        self.keyword_only == 0 && !self.var_positional && !self.var_keyword
    }
}

/// Builds the body at the first call. Cannot fail: what Python reports at compile time was checked before.
pub type LowerFn = Box<dyn FnOnce() -> Body>;

/// A code object.
pub struct Code {
    pub name: Str,
    pub qualname: Str,
    pub kind: CodeKind,
    pub source: Rc<Source>,
    /// Where the `def`, `lambda` or `class` stands, decorators included.
    pub span: Span,
    pub first_line: u32,
    pub params: Params,
    /// True when every parameter is positional and none lives in a cell: arguments are evaluated straight into slots.
    pub simple: bool,
    /// Names of the slots that are variables of this code (parameters first); `co_varnames` and `co_cellvars`.
    pub variables: Box<[Str]>,
    /// The names of the free variables; they occupy the slots after the variables.
    pub free: Box<[Str]>,
    /// Variables that live in cells: the frame begins with a fresh cell in each (around the argument, for parameters).
    pub cells: Box<[Slot]>,
    /// For a class body and other namespace code: names are looked up in a namespace first.
    pub uses_namespace: bool,
    /// `from __future__ import annotations` was in force.
    pub future_annotations: bool,
    pub docstring: Option<Str>,
    pub type_params: Option<Tuple>,
    /// `types.coroutine` marked it: its generators may be awaited.
    pub iterable_coroutine: bool,
    /// Of a changed copy (`code.replace`): whose body it runs.
    pub original: Option<Ref<Code>>,
    pub lower: RefCell<Option<LowerFn>>,
    /// Only the names are known: see [`Later`].
    pub later: Option<Box<Later>>,
    pub body: OnceCell<Body>,
    /// Expressions that entries of tracebacks point at: `co_positions` lists them after the steps.
    pub places: RefCell<Vec<Span>>,
    pub weak: WeakSlot,
}

impl Object for Code {
    fn dying(&self) {
        self.weak.clear();
    }
}

/// Code of which only the names were read, a function of the embedded library: the code object proper is made when
/// something else about it is asked for.
pub struct Later {
    pub make: RefCell<Option<Box<dyn FnOnce() -> Ref<Code>>>>,
    pub made: OnceCell<Ref<Code>>,
}

impl Ref<Code> {
    /// The code object proper: this, unless only its names were read.
    pub fn proper(&self) -> &Ref<Code> {
        let Some(later) = &self.later else { return self };
        later.made.get_or_init(|| match later.make.take() {
            Some(make) => make(),
            // Taken only here, where what it makes is kept.
            None => self.clone(),
        })
    }
}

impl Code {
    /// The body, lowered at the first call.
    #[inline]
    pub fn body(&self) -> &Body {
        match self.body.get() {
            Some(body) => body,
            None => self.lower_now(),
        }
    }

    #[cold]
    fn lower_now(&self) -> &Body {
        if let Some(original) = &self.original {
            return original.body();
        }
        let lower = self.lower.take();
        self.body.get_or_init(|| lower.map(|f| f()).unwrap_or_default())
    }

    /// The index of a place in `co_positions`; a new one is added there.
    pub fn position_index(&self, span: Span) -> usize {
        let steps = &self.body().spans;
        if let Some(i) = steps.iter().position(|s| *s == span) {
            return i;
        }
        let mut places = self.places.borrow_mut();
        let i = places.iter().position(|s| *s == span).unwrap_or_else(|| {
            places.push(span);
            places.len() - 1
        });
        steps.len() + i
    }

    /// A copy, to be changed, that runs the body of `original`.
    pub fn derived(original: &Ref<Code>) -> Code {
        Code {
            name: original.name.clone(),
            qualname: original.qualname.clone(),
            kind: original.kind,
            source: original.source.clone(),
            span: original.span,
            first_line: original.first_line,
            params: original.params.clone(),
            simple: original.simple,
            variables: original.variables.clone(),
            free: original.free.clone(),
            cells: original.cells.clone(),
            uses_namespace: original.uses_namespace,
            future_annotations: original.future_annotations,
            docstring: original.docstring.clone(),
            type_params: original.type_params.clone(),
            iterable_coroutine: original.iterable_coroutine,
            original: Some(original.original.clone().unwrap_or_else(|| original.clone())),
            lower: RefCell::new(None),
            later: None,
            body: OnceCell::new(),
            places: RefCell::default(),
            weak: WeakSlot::default(),
        }
    }

    /// The variables and free variables that the program can name, with their slots.
    pub fn local_names(&self) -> impl Iterator<Item = (Slot, &Str)> {
        // Names in angle brackets or with a dot are the compiler's own.
        let all = self.variables.iter().chain(self.free.iter()).enumerate();
        all.filter(|(_, name)| !name.as_str().starts_with(['.', '<'])).map(|(i, name)| (i as Slot, name))
    }

    /// The slot of a variable or free variable of this name.
    pub fn slot_of(&self, name: &str) -> Option<Slot> {
        self.variables.iter().chain(self.free.iter()).position(|n| n.as_str() == name).map(|i| i as Slot)
    }
}
