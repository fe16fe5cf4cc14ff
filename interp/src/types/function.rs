//! Callables: Python functions, native functions, bound methods.

pub mod bound;
pub mod methods;
pub mod native;

pub use bound::forwarded_attribute;

use std::cell::RefCell;

use crate::error::Raised;
use crate::heap::{Object, Pool, Ref, Traverse, Visitor};
use crate::native::{Args, NativeDef};
use crate::types::cell::Cell;
use crate::types::class::TypeRef;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::instance::AttrSlot;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

/// A function made by `def` or `lambda` (and the body of a class or module, while it runs).
pub struct Function {
    pub code: CodeCell,
    pub globals: Ref<Dict>,
    /// The builtins that names fall back to: fixed when the function is made.
    pub builtins: Ref<Dict>,
    pub closure: Box<[Ref<Cell>]>,
    /// Defaults of the last positional parameters; a tuple, or None.
    pub defaults: RefCell<Option<Tuple>>,
    /// Defaults of keyword-only parameters.
    pub kw_defaults: RefCell<Option<Ref<Dict>>>,
    /// What is asked for or changed rarely; made when first needed.
    pub extra: RefCell<FunctionExtra>,
    pub attrs: AttrSlot,
    pub weak: WeakSlot,
}

/// Names, documentation and annotations of a function. `None` means: as the code object says.
#[derive(Default)]
pub struct FunctionExtra {
    pub name: Option<Str>,
    pub qualname: Option<Str>,
    pub doc: Option<Value>,
    pub module: Option<Value>,
    /// The function that computes the annotations, until they are asked for.
    pub annotate: Option<Value>,
    pub annotations: Option<Value>,
    pub type_params: Option<Value>,
    /// The globals as they were given to `types.FunctionType`, when they are of a class derived from dict whose
    /// `__missing__` is asked for names that it lacks (module `annotationlib` needs that).
    pub globals_object: Option<Value>,
    /// `__builtins__` of the globals, when it is no plain dict or module: asked through its own methods.
    pub builtins_object: Option<Value>,
}

impl Traverse for FunctionExtra {
    fn traverse(&self, v: &mut Visitor<'_>) {
        for part in [&self.doc, &self.module, &self.annotate, &self.annotations, &self.type_params] {
            part.traverse(v);
        }
        self.globals_object.traverse(v);
        self.builtins_object.traverse(v);
    }
}

/// A function's code. Reading it is on the path of every call, assigning `__code__` is nearly unheard of: an assigned
/// code object is put behind the first, so that reading needs no borrow.
pub struct CodeCell {
    code: Ref<Code>,
    next: std::cell::OnceCell<Box<CodeCell>>,
}

impl CodeCell {
    /// Holds `code`.
    pub fn new(code: Ref<Code>) -> CodeCell {
        let next = std::cell::OnceCell::new();
        if code.later.is_some() {
            // Behind it stands its own stand-in: so that reading any other code need not look whether it is one.
            let _ = next.set(Box::new(CodeCell { code: code.clone(), next: std::cell::OnceCell::new() }));
        }
        CodeCell { code, next }
    }

    /// What the `def` made: for what is known of code that was not read yet.
    pub fn first(&self) -> &Ref<Code> {
        &self.code
    }

    /// The code in force.
    #[expect(clippy::should_implement_trait, reason = "reads like the cell that it stands for")]
    #[inline(always)]
    pub fn borrow(&self) -> &Ref<Code> {
        match self.next.get() {
            None => &self.code,
            Some(next) => next.last(),
        }
    }

    fn last(&self) -> &Ref<Code> {
        match self.next.get() {
            None => self.code.proper(),
            Some(next) => next.last(),
        }
    }

    /// Assigns `__code__`. The code before stays allocated for as long as the function.
    pub fn replace(&self, code: Ref<Code>) {
        let mut last = self;
        while let Some(next) = last.next.get() {
            last = next;
        }
        // The end of the list was just reached, so the cell is empty.
        let _ = last.next.set(Box::new(CodeCell::new(code)));
    }
}

impl Object for Function {
    const POOL: Pool = Pool::Function;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.globals.traverse(v);
        self.builtins.traverse(v);
        self.closure.traverse(v);
        self.defaults.traverse(v);
        self.kw_defaults.traverse(v);
        self.extra.traverse(v);
        self.attrs.traverse(v);
    }

    fn clear(&self) {
        drop(self.defaults.take());
        drop(self.kw_defaults.take());
        drop(self.extra.take());
        self.attrs.clear();
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Function(this.clone()))
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

impl Function {
    /// The name (`__name__`).
    pub fn name(&self) -> Str {
        self.extra.borrow().name.clone().unwrap_or_else(|| self.code.first().name.clone())
    }

    /// The qualified name (`__qualname__`).
    pub fn qualname(&self) -> Str {
        self.extra.borrow().qualname.clone().unwrap_or_else(|| self.code.first().qualname.clone())
    }
}

/// How a native function found in a class behaves when it is looked up on an instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// Not at all: a module's function, or one that is bound already.
    None,
    /// As a method: the instance becomes the first argument.
    Method,
    /// As a class method: the class becomes the first argument.
    Class,
    /// Never (`__new__`, `str.maketrans`).
    Static,
}

/// Native code behind a callable.
#[derive(Clone)]
pub enum NativeCode {
    /// Declared in a table.
    Def(&'static NativeDef),
    /// A closure made at run time (embedders, and natives that capture).
    Closure(std::rc::Rc<dyn Fn(&Vm, &Args) -> Result<Value, Raised>>),
}

/// A function, method or method descriptor written in Rust.
pub struct NativeFunction {
    pub code: NativeCode,
    /// Differs from the definition's for closures.
    pub name: Str,
    pub binding: Binding,
    /// The first argument of a bound method; unbound otherwise.
    pub bound: Value,
    /// The class whose table it stands in.
    pub owner: Option<TypeRef>,
    /// `__module__`.
    pub module: Option<Str>,
}

impl Object for NativeFunction {
    const POOL: Pool = Pool::NativeFunction;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.bound.traverse(v);
        self.owner.traverse(v);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Native(this.clone()))
    }
}

impl NativeFunction {
    /// The Rust function, when this many arguments by position are what it takes, and how many that have defaults are
    /// then left out.
    #[inline(always)]
    pub fn fixed_for(&self, count: usize) -> Option<(crate::native::FixedFn, usize)> {
        match &self.code {
            NativeCode::Def(NativeDef { func: crate::native::NativeFn::Fixed(f), arity, .. })
                if count >= arity.required as usize && count <= arity.positional as usize =>
            {
                Some((*f, arity.total as usize - count))
            }
            _ => None,
        }
    }

    /// True when it takes its arguments as they are: no receiver is bound to it, or would have to be checked.
    #[inline(always)]
    pub fn is_function(&self) -> bool {
        self.binding == Binding::None && self.bound.is_unbound()
    }

    /// True when it becomes a method of the instance it is looked up on: what is bound already does not.
    #[inline]
    pub fn is_method(&self) -> bool {
        self.binding == Binding::Method && self.bound.is_unbound()
    }
}

/// A Python function with its first argument: what `instance.method` evaluates to when it is not called on the spot.
pub struct BoundMethod {
    pub func: Value,
    pub receiver: Value,
    pub weak: WeakSlot,
}

impl Object for BoundMethod {
    const POOL: Pool = Pool::BoundMethod;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.func.traverse(v);
        self.receiver.traverse(v);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Method(this.clone()))
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}
