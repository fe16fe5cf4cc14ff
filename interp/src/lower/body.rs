//! The workbench on which one body is made: steps, labels, temporaries, regions, handler chains.

use std::rc::Rc;

use super::Unit;
use super::exits::Block;
use super::scope::{Place, Scope, ScopeId};
use crate::source::Span;
use crate::tree::{
    Body, Chain, Expr, GlobalCache, GlobalName, Intrinsic, IntrinsicCall, Pc, Region, Slot, Step, Target,
};
use crate::types::str::Str;
use crate::value::Value;

/// A place to jump to. Steps hold labels until [`Lower::finish`] puts indices in their place.
pub(super) type Label = u32;

const UNPLACED: Pc = u32::MAX;

/// An annotated name of a module or class body: evaluated when asked for.
pub(super) struct Annotation {
    pub name: Str,
    pub value: rustpython_ast::Expr,
    /// Its number in the set of annotations that were reached, when that is not certain.
    pub condition: Option<u32>,
}

/// One body in the making.
pub(super) struct Lower<'u> {
    pub unit: &'u Rc<Unit>,
    /// Whose frame it is.
    pub host: ScopeId,
    /// Where names are looked up: the host or a scope inlined into it.
    pub scope: ScopeId,
    pub qualname: Str,
    /// How many positional parameters there are (`super()` needs one).
    pub positional: u32,
    steps: Vec<Step>,
    spans: Vec<Span>,
    /// Their handlers are labels.
    regions: Vec<Region>,
    chains: Vec<Box<[Slot]>>,
    labels: Vec<Pc>,
    /// The chain of handled exceptions at this point.
    pub handled: Chain,
    pub blocks: Vec<Block>,
    /// False after a jump, until a label is placed: steps that cannot be reached are dropped.
    pub reachable: bool,
    /// The source of the steps being emitted.
    pub span: Span,
    pub may_suspend: bool,
    /// How deep inside blocks that may not run (for the annotations of modules and classes).
    pub conditional: u32,
    pub annotations: Vec<Annotation>,
    /// Annotations are evaluated where they stand.
    pub eager_annotations: bool,
    /// Where a `return` through `finally` parks its value.
    return_slot: Option<Slot>,
    next_slot: Slot,
    /// Temporaries in use, in the order of allocation: (slot, is it a pair).
    live: Vec<(Slot, bool)>,
    /// All that were ever allocated, in order.
    allocated: Vec<(Slot, bool)>,
    free: Vec<Slot>,
    free_pairs: Vec<Slot>,
    /// Slots for handled exceptions are kept apart: they must be unbound whenever no handler is running.
    free_excs: Vec<Slot>,
}

impl<'u> Lower<'u> {
    /// An empty body for the frame of scope `host`.
    pub fn new(unit: &'u Rc<Unit>, host: ScopeId, qualname: Str) -> Self {
        let scope = &unit.scopes[host];
        Lower {
            unit,
            host,
            scope: host,
            qualname,
            positional: 0,
            steps: Vec::new(),
            spans: Vec::new(),
            regions: Vec::new(),
            chains: vec![Box::default()],
            labels: Vec::new(),
            handled: 0,
            blocks: Vec::new(),
            reachable: true,
            span: Span::default(),
            may_suspend: scope.has_suspension,
            conditional: 0,
            annotations: Vec::new(),
            eager_annotations: false,
            return_slot: None,
            next_slot: first_temporary(scope),
            live: Vec::new(),
            allocated: Vec::new(),
            free: Vec::new(),
            free_pairs: Vec::new(),
            free_excs: Vec::new(),
        }
    }

    /// The body, with labels replaced by indices.
    pub fn finish(mut self) -> Body {
        // Whatever was lowered last, a frame never runs off its end.
        if self.reachable || self.labels.contains(&(self.steps.len() as Pc)) {
            self.reachable = true;
            self.emit(Step::Return(Expr::NONE));
        }
        let targets: Vec<Pc> = self.labels.iter().map(|pc| self.follow(*pc)).collect();
        let resolve = |pc: &mut Pc| *pc = targets[*pc as usize];
        for step in &mut self.steps {
            match step {
                Step::Jump(to)
                | Step::JumpIfFalse { to, .. }
                | Step::JumpIfTrue { to, .. }
                | Step::ForNext { end: to, .. }
                | Step::AsyncForNext { end: to, .. }
                | Step::WithExcept { reraise: to, .. }
                | Step::ExceptMatch { to, .. }
                | Step::StarMatch { to, .. }
                | Step::Match { to, .. } => resolve(to),
                Step::EndFinally { exits, .. } => exits.iter_mut().for_each(resolve),
                _ => {}
            }
        }
        let labels = self.labels;
        let regions =
            self.regions.into_iter().map(|region| Region { handler: labels[region.handler as usize], ..region });
        Body {
            regions: regions.collect(),
            steps: self.steps.into_boxed_slice(),
            spans: self.spans.into_boxed_slice(),
            chains: self.chains.into_boxed_slice(),
            slots: self.next_slot,
            temporaries: first_temporary(&self.unit.scopes[self.host]),
        }
    }

    /// Where a jump to `pc` ends up: jumps to jumps go straight to the end.
    fn follow(&self, mut pc: Pc) -> Pc {
        for _ in 0..16 {
            match self.steps.get(pc as usize) {
                Some(Step::Jump(label)) if self.labels[*label as usize] != UNPLACED => {
                    pc = self.labels[*label as usize];
                }
                _ => break,
            }
        }
        pc
    }

    // Steps and labels.

    /// The index of the next step.
    pub fn pc(&self) -> Pc {
        self.steps.len() as Pc
    }

    /// A place for a step that is known later only.
    pub fn reserve(&mut self) -> Pc {
        let place = self.pc();
        self.emit(Step::Expr(Expr::NONE));
        place
    }

    /// Puts a step in a reserved place.
    pub fn put(&mut self, place: Pc, step: Step) {
        if let Some(reserved) = self.steps.get_mut(place as usize) {
            *reserved = step;
        }
    }

    /// Appends a step, unless it cannot be reached.
    pub fn emit(&mut self, step: Step) {
        if !self.reachable {
            return;
        }
        let ends = matches!(step, Step::Jump(_) | Step::Return(_) | Step::Raise { .. } | Step::Reraise { .. });
        self.steps.push(step);
        self.spans.push(self.span);
        self.reachable = !ends;
    }

    /// Appends a step with a source range of its own.
    pub fn emit_at(&mut self, step: Step, span: Span) {
        let outer = std::mem::replace(&mut self.span, span);
        self.emit(step);
        self.span = outer;
    }

    /// A new label, not placed yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(UNPLACED);
        self.labels.len() as Label - 1
    }

    /// The label stands for the next step.
    pub fn place(&mut self, label: Label) {
        self.labels[label as usize] = self.pc();
        self.reachable = true;
    }

    /// Adds a region (its handler is a label still); innermost ones come first because inner blocks end first.
    pub fn region(&mut self, region: Region) {
        if region.start < region.end {
            self.regions.push(region);
        }
    }

    /// How many temporaries have been allocated so far: for [`Self::parked_since`].
    pub fn allocations(&self) -> usize {
        self.allocated.len()
    }

    /// The temporaries that were in use since then and are not any more, the last first.
    pub fn parked_since(&self, mark: usize) -> Box<[Slot]> {
        let mut parked: Vec<Slot> = Vec::new();
        for (slot, pair) in self.allocated[mark..].iter().rev().filter(|a| !self.live.contains(a)) {
            let slots = *slot..*slot + if *pair { 2 } else { 1 };
            parked.extend(slots.filter(|s| !parked.contains(s)).collect::<Vec<_>>());
        }
        parked.into_boxed_slice()
    }

    // Slots.

    /// A temporary, until the end of the statement.
    pub fn temp(&mut self) -> Slot {
        let slot = self.free.pop().unwrap_or_else(|| self.fresh(1));
        self.live.push((slot, false));
        self.allocated.push((slot, false));
        slot
    }

    /// Two neighbouring temporaries.
    pub fn pair(&mut self) -> Slot {
        let slot = self.free_pairs.pop().unwrap_or_else(|| self.fresh(2));
        self.live.push((slot, true));
        self.allocated.push((slot, true));
        slot
    }

    /// A slot for exceptions; give it back with [`Self::release_exc`].
    pub fn exc_slot(&mut self) -> Slot {
        self.free_excs.pop().unwrap_or_else(|| self.fresh(1))
    }

    /// The slot is unbound again on every path.
    pub fn release_exc(&mut self, slot: Slot) {
        self.free_excs.push(slot);
    }

    fn fresh(&mut self, n: Slot) -> Slot {
        let slot = self.next_slot;
        self.next_slot += n;
        slot
    }

    /// The slot where `return` parks its value while `finally` and `with` blocks are left.
    pub fn return_slot(&mut self) -> Slot {
        match self.return_slot {
            Some(slot) => slot,
            None => {
                let slot = self.fresh(1);
                self.return_slot = Some(slot);
                slot
            }
        }
    }

    /// How many temporaries are in use: for [`Self::release`].
    pub fn mark(&self) -> usize {
        self.live.len()
    }

    /// Gives back the temporaries allocated since `mark`.
    pub fn release(&mut self, mark: usize) {
        for (slot, pair) in self.live.drain(mark..).rev() {
            if pair { self.free_pairs.push(slot) } else { self.free.push(slot) }
        }
    }

    /// The chain of `exc` in front of chain `outer`.
    pub fn chain(&mut self, exc: Slot, outer: Chain) -> Chain {
        let slots: Vec<Slot> = std::iter::once(exc).chain(self.chains[outer as usize].iter().copied()).collect();
        if let Some(i) = self.chains.iter().position(|c| **c == *slots) {
            return i as Chain;
        }
        self.chains.push(slots.into_boxed_slice());
        self.chains.len() as Chain - 1
    }

    /// Stores a tree's value in a temporary now, because something evaluated before its use may suspend. The result
    /// reads it (once). Constants stay.
    pub fn park(&mut self, tree: Expr) -> Expr {
        if matches!(tree, Expr::Const(_) | Expr::Take(_)) {
            return tree;
        }
        let slot = self.temp();
        self.emit(Step::Store { slot, value: tree });
        Expr::Take(slot)
    }

    /// A read of a temporary that leaves it bound.
    pub fn peek(&self, slot: Slot) -> Expr {
        Expr::Local { slot, span: self.span }
    }

    // Names.

    /// The scope names are looked up in.
    pub fn current(&self) -> &'u Scope {
        &self.unit.scopes[self.scope]
    }

    /// A name as an interned string, private ones mangled.
    pub fn name(&self, name: &str) -> Str {
        (self.unit.intern)(&self.unit.scopes.mangled(self.scope, name))
    }

    /// A name as an interned string.
    pub fn plain(&self, name: &str) -> Str {
        (self.unit.intern)(name)
    }

    fn place_of(&self, name: &Str) -> Place {
        let scopes = &self.unit.scopes;
        let mut scope = self.scope;
        loop {
            let s = &scopes[scope];
            match (s.place(name), s.parent) {
                (Some(place), _) => return place,
                // What a list of type parameters does not bind is looked up as in the scope around it.
                (None, Some(parent)) if s.kind == super::scope::ScopeKind::TypeParams => scope = parent,
                (None, _) => break,
            }
        }
        // Names that only lowering mentions (`__name__`, `__annotate__`).
        match scopes[self.host].kind {
            super::scope::ScopeKind::Class => Place::Name,
            super::scope::ScopeKind::Module if self.unit.namespace => Place::Name,
            _ => Place::Global,
        }
    }

    /// A global name, looked up in globals, then builtins.
    pub fn global(name: Str, span: Span) -> Box<GlobalName> {
        Box::new(GlobalName { name, cache: GlobalCache::default(), span })
    }

    /// Reads a variable.
    pub fn load(&self, name: &str, span: Span) -> Expr {
        let name = self.name(name);
        self.load_name(name, span)
    }

    /// Reads a variable of this (mangled) name.
    pub fn load_name(&self, name: Str, span: Span) -> Expr {
        let lookup = |dict: Slot, name: Str, other: Expr| {
            let dict = Expr::Cell { slot: dict, span };
            let args = Box::new([dict, Expr::Const(Value::Str(name)), other]);
            Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::NameIn, args, span }))
        };
        match self.place_of(&name) {
            Place::Local(slot) => Expr::Local { slot, span },
            Place::Cell(slot) => Expr::Cell { slot, span },
            Place::Global => Expr::Global(Self::global(name, span)),
            Place::Name => Expr::Name(Self::global(name, span)),
            Place::NameOrCell(slot) => Expr::NameOrCell { name, slot, span },
            Place::ClassGlobal { dict } => {
                let other = Expr::Global(Self::global(name.clone(), span));
                lookup(dict, name, other)
            }
            Place::ClassCell { dict, slot } => lookup(dict, name, Expr::Cell { slot, span }),
        }
    }

    /// Binds (or deletes) a variable.
    pub fn variable(&self, name: &str, span: Span) -> Target {
        let name = self.name(name);
        match self.place_of(&name) {
            Place::Local(slot) => Target::Local(slot),
            Place::Cell(slot) | Place::NameOrCell(slot) | Place::ClassCell { slot, .. } => Target::Cell(slot),
            Place::Global | Place::ClassGlobal { .. } => Target::Global(Self::global(name, span)),
            Place::Name => Target::Name(name),
        }
    }

    /// Assigns to a target.
    pub fn store(&mut self, target: Target, value: Expr) {
        match target {
            Target::Local(slot) => self.emit(Step::Store { slot, value }),
            target => self.emit(Step::Assign { target, value }),
        }
    }

    /// A string constant: interned when it looks like a name, as CPython does.
    pub fn text(&self, text: &str) -> Value {
        let name_like = text.len() < 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        Value::Str(if name_like { self.plain(text) } else { Str::new(text) })
    }
}

/// The slot behind the variables.
fn first_temporary(scope: &Scope) -> Slot {
    (scope.variables.len() + scope.free.len()) as Slot
}
