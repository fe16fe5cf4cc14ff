//! The tree that is walked: what lowering produces and `eval` executes.
//!
//! A code object's body is a flat list of [`Step`]s (statement level); jumps are indices into it. Expressions are
//! trees, and **none of them can suspend**: lowering hoists every `await`, `yield` and `async` comprehension inside an
//! expression into a step of its own, with the operands that Python evaluates earlier parked in temporary slots, so
//! that the order of evaluation is kept. `try`, `with` and loops leave no trace in the steps' normal path: they are
//! [`Region`]s in a table beside the list.
//!
//! Slots: a frame has `Body::slots` of them, in this order: parameters (positional, keyword-only, `*args`, `**kwargs`),
//! other local variables, free variables (cells of the enclosing functions), temporaries. A variable that an inner
//! function uses holds a `Value::Cell` in its slot.
//!
//! Handled exceptions (`sys.exc_info`, bare `raise`, implicit `__context__`) are static: at each step it is known which
//! slots hold the exceptions of the handlers around it. `Body::chains` lists those slots, innermost first; the first
//! bound one is what is being handled (a `finally` that was entered normally has none), and with none of them bound it
//! is what the caller of the frame is handling. Chain 0 is empty.

use std::cell::Cell;

use crate::heap::{Held, Object, Pool, Ref};
use crate::source::Span;
use crate::types::code::Code;
use crate::types::str::Str;
use crate::value::Value;

/// The index of a slot in a frame.
pub type Slot = u32;
/// The index of a step in a body.
pub type Pc = u32;
/// An index into [`Body::chains`].
pub type Chain = u32;

/// In place of a slot: the value is not wanted.
pub const NO_SLOT: Slot = u32::MAX;

/// What a code object executes.
#[derive(Default)]
pub struct Body {
    pub steps: Box<[Step]>,
    /// The source range of each step, for errors that no expression inside it has placed.
    pub spans: Box<[Span]>,
    /// Innermost first: the first region that contains the failing step handles it.
    pub regions: Box<[Region]>,
    /// See the head of this file.
    pub chains: Box<[Box<[Slot]>]>,
    /// How many slots a frame has, temporaries included.
    pub slots: u32,
    /// The first slot that is no variable: it and those behind it are emptied when an exception leaves the frame.
    pub temporaries: Slot,
}

/// Steps `start..end` are protected: an exception in one of them is stored in slot `exc`, and `handler` runs next.
#[derive(Clone, Debug)]
pub struct Region {
    pub start: Pc,
    pub end: Pc,
    pub handler: Pc,
    pub exc: Slot,
    /// What may have been parked inside when the exception was raised (the iterators of loops above all): let go of before
    /// the handler runs, the last first.
    pub parked: Box<[Slot]>,
}

/// One statement-level action.
pub enum Step {
    /// Evaluate and drop (the interactive prompt asks for the value of the last one by lowering it as `Return`).
    Expr(Expr),
    /// `slot = expr` for a plain local or temporary: the commonest assignment.
    Store {
        slot: Slot,
        value: Expr,
    },
    /// One target; `a = b = c` is lowered as a `Store` to a temporary and one `Assign` a target.
    Assign {
        target: Target,
        value: Expr,
    },
    /// `target op= value`.
    Augment {
        target: Target,
        op: BinOp,
        value: Expr,
        span: Span,
    },
    /// `del target`.
    Delete(Target),
    Jump(Pc),
    /// Go on if `cond` is true, else jump.
    JumpIfFalse {
        cond: Expr,
        to: Pc,
    },
    /// Go on if `cond` is false, else jump.
    JumpIfTrue {
        cond: Expr,
        to: Pc,
    },
    Return(Expr),
    /// `raise`, `raise exc`, `raise exc from cause`.
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    /// `assert cond, message`: raises AssertionError(message) when false.
    Assert {
        cond: Expr,
        message: Option<Expr>,
    },

    /// `iter(expr)` into slots `iter` and `iter + 1` (a pair of temporaries that only `ForNext` reads: exact lists,
    /// tuples and ranges are stored as they are, with the position in the second).
    ForIter {
        value: Expr,
        iter: Slot,
    },
    /// The next item into `target`, or to `end` when there is none; then both slots are cleared.
    ForNext {
        iter: Slot,
        target: Target,
        end: Pc,
    },
    /// `aiter(expr)` into slot `iter`.
    AsyncForIter {
        value: Expr,
        iter: Slot,
    },
    /// Awaits `__anext__()` of `iter` and stores the result in `dst`; at StopAsyncIteration clears `iter` and jumps.
    AsyncForNext {
        iter: Slot,
        dst: Slot,
        end: Pc,
        handled: Chain,
    },

    /// Evaluates to an awaitable, awaits it, stores the result in `dst`. Suspends at this step; the frame resumes in it.
    Await {
        value: Expr,
        dst: Slot,
        handled: Chain,
    },
    /// Hands `value` out; when resumed stores what was sent in `dst`. In an async generator this is its `yield` too.
    Yield {
        value: Expr,
        dst: Slot,
        handled: Chain,
    },
    /// `yield from value`.
    YieldFrom {
        value: Expr,
        dst: Slot,
        handled: Chain,
    },

    /// Evaluates a context manager; stores it in `mgr` and its (unbound) `__exit__` in `exit`, calls `__enter__`,
    /// stores the result in `dst`.
    WithEnter {
        value: Expr,
        mgr: Slot,
        exit: Slot,
        dst: Slot,
    },
    /// Calls `__exit__(None, None, None)`; clears both slots.
    WithExit {
        mgr: Slot,
        exit: Slot,
    },
    /// Calls `__exit__` with the exception in `exc`; clears both slots. A true result swallows it: go on. A false one:
    /// jump to `reraise`.
    WithExcept {
        mgr: Slot,
        exit: Slot,
        exc: Slot,
        reraise: Pc,
    },
    /// The async counterpart of `WithEnter`: stores what `__aenter__()` returned in `dst`. The next step is the
    /// `Await` of `Expr::Take(dst)` into `dst`; eval may skip it when the manager was entered without waiting.
    AsyncWithEnter {
        value: Expr,
        mgr: Slot,
        exit: Slot,
        dst: Slot,
    },
    /// Stores what `__aexit__(None, None, None)` returned in `dst`; an `Await` follows, which may be skipped likewise.
    AsyncWithExit {
        mgr: Slot,
        exit: Slot,
        dst: Slot,
    },
    /// Stores what `__aexit__(type, exc, traceback)` returned in `dst`; an `Await` follows, then a `JumpIfFalse`.
    AsyncWithExcept {
        mgr: Slot,
        exit: Slot,
        exc: Slot,
        dst: Slot,
    },

    /// A handler begins: its exception is in a slot of chain `handled`.
    SetHandled(Chain),
    /// Jump unless the exception in `exc` matches `types` (a class or a tuple of classes, else TypeError).
    ExceptMatch {
        exc: Slot,
        types: Expr,
        to: Pc,
    },
    /// A handler ends: drops the exception in `exc`; `handled` is the chain around the `try`.
    LeaveHandler {
        exc: Slot,
        handled: Chain,
    },
    /// Raises the exception in `exc` again (the slot is cleared), without a new traceback entry for this frame.
    Reraise {
        exc: Slot,
    },
    /// Unbinds a slot if it is bound (the name of `except … as name`, a loop's temporaries on `break`).
    Clear(Slot),
    /// The end of a `finally` body. `why` holds Int(-1) after an exception (which is in `exc`: reraise it, as
    /// `Reraise` does), Int(0) after normal completion (go on), Int(k) for the k-th way out: jump to `exits[k - 1]`.
    EndFinally {
        why: Slot,
        exc: Slot,
        exits: Box<[Pc]>,
        handled: Chain,
    },

    /// `except*` begins: wraps the exception in `exc` into a group in `rest` if it is none; makes `raised` a list.
    StarBegin {
        exc: Slot,
        rest: Slot,
        raised: Slot,
    },
    /// Splits `rest` by `types`: the matching part into `matched` (the handler's exception), the others back into
    /// `rest` (None when nothing is left); jumps when nothing matches.
    StarMatch {
        rest: Slot,
        types: Expr,
        matched: Slot,
        to: Pc,
    },
    /// An exception left an `except*` body: adds the one in `exc` to the list in `raised`.
    StarCollect {
        exc: Slot,
        raised: Slot,
    },
    /// All clauses are done: raises what is left and what was raised (one group, or the one exception as Python has
    /// it), or goes on when there is nothing.
    StarEnd {
        exc: Slot,
        rest: Slot,
        raised: Slot,
        handled: Chain,
    },

    /// Jump unless the value in `subject` matches; captures are bound only when the whole pattern matched.
    Match {
        subject: Slot,
        pattern: Box<Pattern>,
        to: Pc,
    },

    /// `import a.b.c` binds `a` (or, with `leaf`, the submodule: `import a.b.c as d`).
    Import {
        module: Str,
        leaf: bool,
        target: Target,
    },
    /// `from module import names`; `level` counts the leading dots.
    ImportFrom {
        module: Str,
        level: u32,
        names: Box<[(Str, Target)]>,
    },
    /// `from module import *`.
    ImportStar {
        module: Str,
        level: u32,
    },

    /// `list.append`, `set.add`, `dict[key] = value` on the collection in `slot`: async comprehensions.
    Append {
        slot: Slot,
        value: Expr,
    },
    Add {
        slot: Slot,
        value: Expr,
    },
    Insert {
        slot: Slot,
        key: Expr,
        value: Expr,
    },

    /// Puts fresh, empty cells into slots: a comprehension's captured variables, at each evaluation.
    MakeCells(Box<[Slot]>),
}

/// Where a value is stored.
pub enum Target {
    Local(Slot),
    /// A variable that lives in a cell (own or of an enclosing function).
    Cell(Slot),
    Global(Box<GlobalName>),
    /// A name in the namespace of a class body, a module run by `exec`, …: `STORE_NAME`.
    Name(Str),
    Attr(Box<AttrTarget>),
    Index(Box<IndexTarget>),
    Unpack(Box<UnpackTarget>),
}

/// `object.name` as a target.
pub struct AttrTarget {
    pub object: Expr,
    pub name: Str,
    pub cache: AttrCache,
    pub span: Span,
}

/// `object[index]` as a target.
pub struct IndexTarget {
    pub object: Expr,
    pub index: Expr,
    pub span: Span,
}

/// `a, *b, c` as a target.
pub struct UnpackTarget {
    pub before: Box<[Target]>,
    pub star: Option<Target>,
    pub after: Box<[Target]>,
    /// Of the whole target list, for "not enough values to unpack".
    pub span: Span,
}

/// An expression. Evaluating one never suspends.
pub enum Expr {
    Const(Value),
    Local {
        slot: Slot,
        span: Span,
    },
    /// Moves a temporary out of its slot.
    Take(Slot),
    /// A variable in a cell.
    Cell {
        slot: Slot,
        span: Span,
    },
    /// The cell in a slot, as an object: what a class body returns (its `__class__`).
    CellObject(Slot),
    Global(Box<GlobalName>),
    /// A name in a class body or other namespace scope: namespace, then globals, then builtins.
    Name(Box<GlobalName>),
    /// As `Name`, but the enclosing function's cell in `slot` comes after the namespace.
    NameOrCell {
        name: Str,
        slot: Slot,
        span: Span,
    },

    Tuple(Box<[Expr]>),
    List(Box<[Expr]>),
    Set(Box<[Expr]>),
    /// `[a, *b, c]` and the like: `kind` says what is built.
    Display(Box<Display>),
    /// Keys and values; a `None` key is `**value`.
    Dict(Box<[(Option<Expr>, Expr)]>),

    Unary(Box<Unary>),
    Binary(Box<Binary>),
    /// One comparison.
    Compare(Box<Compare>),
    /// `a < b < c`: each operand evaluated once, as far as needed.
    CompareChain(Box<CompareChain>),
    And(Box<[Expr]>),
    Or(Box<[Expr]>),
    Not(Box<Expr>),
    /// `then if cond else other`.
    If(Box<Conditional>),
    /// `(target := value)`, and hoisted stores inside an expression.
    Walrus(Box<(Target, Expr)>),

    Attr(Box<Attr>),
    Index(Box<Index>),
    Slice(Box<[Expr; 3]>),

    Call(Box<Call>),
    MethodCall(Box<MethodCall>),
    /// A call with `*args` or `**kwargs`.
    CallStar(Box<CallStar>),
    /// `super()` without arguments inside a method.
    Super(Box<SuperCall>),

    Function(Box<MakeFunction>),
    Class(Box<MakeClass>),
    Comprehension(Box<Comprehension>),
    /// A generator expression: calls the function with `iter(first)`.
    Generator(Box<GeneratorExpr>),
    FString(Box<[FPart]>),
    /// t-strings, type parameters and aliases: see [`Intrinsic`].
    Intrinsic(Box<IntrinsicCall>),
}

impl Expr {
    /// The constant `None`.
    pub const NONE: Expr = Expr::Const(Value::None);
}

/// A name looked up in globals, then builtins.
pub struct GlobalName {
    pub name: Str,
    pub cache: GlobalCache,
    pub span: Span,
}

/// `(stamp of the dict, position)` of the last lookup that succeeded; `builtin_stamp` is set when it was in builtins.
#[derive(Default)]
pub struct GlobalCache {
    pub globals_stamp: Cell<u64>,
    pub builtins_stamp: Cell<u64>,
    pub position: Cell<u32>,
}

/// What a display builds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DisplayKind {
    List,
    Tuple,
    Set,
}

/// A display with starred items.
pub struct Display {
    pub kind: DisplayKind,
    /// (is it starred, the item)
    pub items: Box<[(bool, Expr)]>,
    pub span: Span,
}

/// The unary operators that have special methods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

/// `-a`, `+a`, `~a`.
pub struct Unary {
    pub op: UnaryOp,
    pub operand: Expr,
    pub span: Span,
}

/// The binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

/// `left op right`.
pub struct Binary {
    pub op: BinOp,
    pub left: Expr,
    pub right: Expr,
    pub span: Span,
}

/// The comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CmpOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

/// `left op right`.
pub struct Compare {
    pub op: CmpOp,
    pub left: Expr,
    pub right: Expr,
    pub span: Span,
}

/// `first op a op b …`; each link's span is that of its two operands.
pub struct CompareChain {
    pub first: Expr,
    pub rest: Box<[(CmpOp, Expr)]>,
    pub span: Span,
}

/// `then if cond else other`.
pub struct Conditional {
    pub cond: Expr,
    pub then: Expr,
    pub other: Expr,
}

/// The less usual things that an attribute node remembers, all of them keyed by `type_version`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum AttrMode {
    #[default]
    Usual,
    /// One of the class's `__slots__`, at `index` of the instance's slot vector.
    Slot,
    /// A property: `found`.
    Property,
    /// A class attribute seen through an instance: `found`; `stamp` is the number of the instance's shape.
    OfClass,
    /// A class method called on the class: `found` is the function, `stamp` the version of the metaclass.
    ClassMethod,
    /// An attribute of a class, read on the class itself: `found`; `stamp` is the version of the metaclass.
    OnClass,
}

/// What an attribute node remembers of the last object it saw (see `eval::attribute`).
#[derive(Default)]
pub struct AttrCache {
    pub type_version: Cell<u32>,
    pub shape: Cell<u32>,
    /// In place of `shape` when the value stands in the instance, at `index`.
    pub own_shape: Cell<u32>,
    pub index: Cell<u32>,
    /// What is remembered, when it is none of the above: see `eval::attribute_modes`.
    pub mode: Cell<AttrMode>,
    /// In place of all of these for builtin values whose class is fixed by their kind, and never changes.
    pub kind: Cell<u32>,
    /// The method found, for lookups that end in the class; else unbound. A collection forgets it, so that code keeps no
    /// class alive: then it is looked up anew.
    pub found: FoundCell,
    /// Of a module's namespace: then `index` is the position in it.
    pub stamp: Cell<u64>,
    /// Assignments that add the attribute: the shape that `shape` grows into.
    pub grown: Held<Option<Ref<crate::types::instance::Shape>>>,
}

/// What was found in a class: an object of its own, so that a collection finds it.
pub struct Found(pub(crate) Held<Value>);

impl Object for Found {
    const CONTAINER: bool = true;
    const POOL: Pool = Pool::Found;
}

/// A place for what was found.
#[derive(Default)]
pub struct FoundCell(Held<Option<Ref<Found>>>);

impl FoundCell {
    /// What was found; unbound when nothing was, or it was forgotten.
    #[inline(always)]
    pub fn get(&self) -> Value {
        self.0.found()
    }

    /// Remembers `value`.
    pub fn set(&self, value: Value) {
        self.0.set(if value.is_unbound() { None } else { Some(Ref::new(Found(Held::new(value)))) });
    }
}

/// `object.name`.
pub struct Attr {
    pub object: Expr,
    pub name: Str,
    pub cache: AttrCache,
    pub span: Span,
}

/// `object[index]`.
pub struct Index {
    pub object: Expr,
    pub index: Expr,
    pub span: Span,
}

/// A call without stars.
pub struct Call {
    pub func: Expr,
    /// Positional arguments, then the values of the keyword arguments.
    pub args: Box<[Expr]>,
    pub names: Box<[Str]>,
    pub span: Span,
}

/// `object.name(…)` without stars: no bound method is made.
pub struct MethodCall {
    pub object: Expr,
    pub name: Str,
    pub args: Box<[Expr]>,
    pub names: Box<[Str]>,
    pub cache: AttrCache,
    /// Of `object.name`, for AttributeError.
    pub attr_span: Span,
    pub span: Span,
}

/// One argument of a call with stars, in source order.
pub enum Arg {
    Pos(Expr),
    Star(Expr),
    Keyword(Str, Expr),
    StarStar(Expr),
}

/// A call with stars.
pub struct CallStar {
    pub func: Expr,
    pub args: Box<[Arg]>,
    pub span: Span,
}

/// `super()`: `func` is the name `super`, looked up as usual; when it is the builtin, it gets the class in the
/// cell `class_cell` and the first argument of the function (slot `first`, which may hold a cell).
pub struct SuperCall {
    pub func: Expr,
    pub class_cell: Slot,
    pub first: Slot,
    pub span: Span,
}

/// `def` and `lambda`, without decorators (those are calls around it).
pub struct MakeFunction {
    pub code: Ref<Code>,
    pub defaults: Box<[Expr]>,
    pub kw_defaults: Box<[(Str, Expr)]>,
    /// The slots of the enclosing frame whose cells become the function's free variables, in order.
    pub closure: Box<[Slot]>,
    /// A function of one parameter (`format`) that returns the annotations as a dict: evaluated when asked for.
    pub annotate: Option<Box<MakeFunction>>,
    /// Evaluates to the tuple of type parameters (PEP 695).
    pub type_params: Option<Expr>,
    pub span: Span,
}

/// `class`, without decorators.
pub struct MakeClass {
    pub name: Str,
    /// The body: runs with the class namespace; its last step returns the `__class__` cell, or None.
    pub body: MakeFunction,
    /// Bases and keyword arguments (`metaclass=` among them).
    pub args: Box<[Arg]>,
    /// Evaluates to the tuple of type parameters (PEP 695).
    pub type_params: Option<Expr>,
    pub span: Span,
}

/// A comprehension that does not suspend, run in its function's own frame (its variables have slots of their own).
pub struct Comprehension {
    pub kind: ComprehensionKind,
    /// Variables that functions inside the comprehension capture: fresh cells at each evaluation.
    pub cells: Box<[Slot]>,
    /// The slots of all its variables (those in cells included): unbound when the evaluation ends, since the slots are
    /// shared with other comprehensions.
    pub slots: Box<[Slot]>,
    pub clauses: Box<[ForClause]>,
    pub span: Span,
}

/// What is built, and of what.
pub enum ComprehensionKind {
    List(Expr),
    Set(Expr),
    Dict(Expr, Expr),
}

/// `for target in iter if cond …`; `slot` and `slot + 1` hold the iteration's state, as for `Step::ForIter`.
pub struct ForClause {
    pub iter: Expr,
    pub slot: Slot,
    pub target: Target,
    pub conditions: Box<[Expr]>,
    pub span: Span,
}

/// A generator expression.
pub struct GeneratorExpr {
    /// Its one parameter is the iterator of the first clause.
    pub function: MakeFunction,
    pub first: Expr,
    /// The first clause is `async for`: the argument is `aiter(first)`.
    pub is_async: bool,
    pub span: Span,
}

/// One part of an f-string.
pub enum FPart {
    Text(Str),
    Field(FField),
}

/// `{value!conversion:spec}`.
pub struct FField {
    pub value: Expr,
    /// `s`, `r`, `a`, or none.
    pub conversion: Option<char>,
    pub spec: Option<Box<[FPart]>>,
    pub span: Span,
}

/// Operations without a syntax of their own in the tree.
pub enum Intrinsic {
    /// `TypeVar(name)`; arguments: name, then a function for the bound or the constraints or None, then one for the
    /// default or None. `Const(Bool)` as fourth says whether they are constraints.
    TypeVar,
    ParamSpec,
    TypeVarTuple,
    /// `type Name[params] = value`: name, params tuple, function that evaluates the value.
    TypeAlias,
    /// A t-string: alternating strings and interpolations, as `string.templatelib.Template` takes them.
    Template,
    /// `string.templatelib.Interpolation`: value, expression text, conversion, format spec.
    Interpolation,
    /// `Generic[params]`: the implicit base of a class with type parameters.
    GenericBase,
    /// The namespace of the running class body: what the implicit cell `__classdict__` holds.
    Namespace,
    /// A name in an annotation inside a class, evaluated lazily: (the class namespace, the name as a constant str,
    /// what to evaluate when the namespace does not have it).
    NameIn,
    /// Hands a value to `sys.displayhook` (the interactive prompt).
    DisplayHook,
}

/// An intrinsic with its arguments.
pub struct IntrinsicCall {
    pub op: Intrinsic,
    pub args: Box<[Expr]>,
    pub span: Span,
}

/// A pattern of `match`.
pub enum Pattern {
    /// `_`
    Wildcard,
    /// Binds the subject; with a pattern inside it is `pattern as name`.
    Capture(Option<Box<Pattern>>, Target),
    /// Compared with `==`: numbers, strings, dotted names.
    Value(Expr),
    /// Compared with `is`: None, True, False.
    Singleton(Value),
    Or(Box<[Pattern]>),
    /// Patterns before and after the star; the star binds a list (or nothing, for `*_`).
    Sequence {
        before: Box<[Pattern]>,
        star: Option<Option<Target>>,
        after: Box<[Pattern]>,
    },
    Mapping {
        keys: Box<[Expr]>,
        patterns: Box<[Pattern]>,
        rest: Option<Target>,
    },
    Class {
        class: Expr,
        positional: Box<[Pattern]>,
        names: Box<[Str]>,
        keyword: Box<[Pattern]>,
        span: Span,
    },
}
