//! Assignment in all its forms.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;

use super::body::{Annotation, Lower};
use super::expr::binary_op;
use super::function::CONDITIONAL;
use super::scope::ScopeKind;
use super::span_of;
use crate::source::Span;
use crate::tree::Call;
use crate::tree::{
    Attr, AttrCache, AttrTarget, Expr, Index, IndexTarget, MethodCall, NO_SLOT, Slot, Step, Target, UnpackTarget,
};
use crate::types::str::Str;
use crate::value::Value;

impl Lower<'_> {
    /// Lowers a target that does not suspend (or whose suspensions may run now).
    pub(super) fn target(&mut self, e: Ast) -> Target {
        let span = span_of(&e);
        match e {
            Ast::Name(n) => self.variable(&n.id, span),
            Ast::Attribute(a) => {
                let name = self.name(a.attr.as_str());
                let object = self.expr(*a.value);
                Target::Attr(Box::new(AttrTarget { object, name, cache: AttrCache::default(), span }))
            }
            Ast::Subscript(s) => {
                let (object, index) = self.two(*s.value, *s.slice);
                Target::Index(Box::new(IndexTarget { object, index, span }))
            }
            Ast::Tuple(ast::ExprTuple { elts, .. }) | Ast::List(ast::ExprList { elts, .. }) => {
                let (mut before, mut star, mut after) = (Vec::new(), None, Vec::new());
                for e in elts {
                    match e {
                        Ast::Starred(s) => star = Some(self.target(*s.value)),
                        e if star.is_some() => after.push(self.target(e)),
                        e => before.push(self.target(e)),
                    }
                }
                Target::Unpack(Box::new(UnpackTarget { before: before.into(), star, after: after.into(), span }))
            }
            Ast::Starred(s) => self.target(*s.value),
            // Anything else was reported by the parser.
            _ => Target::Local(self.temp()),
        }
    }

    /// Assigns a value to a target; the target's own parts are evaluated after the value.
    pub(super) fn assign_to(&mut self, target: Ast, value: Expr) {
        if !self.suspends(&target) {
            let target = self.target(target);
            self.store(target, value);
            return;
        }
        match target {
            Ast::Tuple(ast::ExprTuple { elts, .. }) | Ast::List(ast::ExprList { elts, .. }) => {
                // Unpack into temporaries first; then each target in turn.
                let span = self.span;
                let (mut before, mut star, mut after) = (Vec::new(), None, Vec::new());
                let mut parts: Vec<(Ast, Slot)> = Vec::new();
                for e in elts {
                    let slot = self.temp();
                    match e {
                        Ast::Starred(s) => {
                            star = Some(Target::Local(slot));
                            parts.push((*s.value, slot));
                        }
                        e => {
                            let list = if star.is_some() { &mut after } else { &mut before };
                            list.push(Target::Local(slot));
                            parts.push((e, slot));
                        }
                    }
                }
                let target = UnpackTarget { before: before.into(), star, after: after.into(), span };
                self.emit(Step::Assign { target: Target::Unpack(Box::new(target)), value });
                parts.into_iter().for_each(|(e, slot)| self.assign_to(e, Expr::Take(slot)));
            }
            target => {
                let value = self.park(value);
                let target = self.target(target);
                self.store(target, value);
            }
        }
    }

    /// The slot of a plain local variable.
    pub(super) fn local_slot(&self, e: &Ast) -> Option<Slot> {
        let Ast::Name(n) = e else { return None };
        match self.variable(&n.id, span_of(n)) {
            Target::Local(slot) => Some(slot),
            _ => None,
        }
    }

    pub(super) fn assign(&mut self, s: ast::StmtAssign) {
        let mut targets = s.targets;
        if targets.len() == 1
            && let Some(target) = targets.pop()
        {
            self.assign_one(target, *s.value);
            return;
        }
        let value = self.expr(*s.value);
        if matches!(value, Expr::Const(_)) {
            for target in targets {
                let Expr::Const(v) = &value else { return };
                self.assign_to(target, Expr::Const(v.clone()));
            }
            return;
        }
        let slot = self.temp();
        self.emit(Step::Store { slot, value });
        let last = targets.len() - 1;
        for (i, target) in targets.into_iter().enumerate() {
            let value = if i == last { Expr::Take(slot) } else { self.peek(slot) };
            self.assign_to(target, value);
        }
    }

    fn assign_one(&mut self, target: Ast, value: Ast) {
        // `x = await f()`: the result goes straight to the variable.
        if matches!(value, Ast::Await(_) | Ast::Yield(_) | Ast::YieldFrom(_))
            && let Some(slot) = self.local_slot(&target)
        {
            self.suspend(value, slot);
            return;
        }
        let value = self.expr(value);
        self.assign_to(target, value);
    }

    pub(super) fn aug_assign(&mut self, s: ast::StmtAugAssign) {
        let span = span_of(&s);
        let op = binary_op(s.op);
        if !self.suspends(&s.target) && !self.suspends(&s.value) {
            let target = self.target(*s.target);
            let value = self.expr(*s.value);
            self.emit(Step::Augment { target, op, value, span });
            return;
        }
        // The current value is read, then the operand is evaluated (which suspends), then the result is stored.
        let old = self.temp();
        let target_span = span_of(&*s.target);
        let target = match *s.target {
            Ast::Attribute(a) => {
                let name = self.name(a.attr.as_str());
                let object = self.expr(*a.value);
                let slot = self.temp();
                self.emit(Step::Store { slot, value: object });
                let (object, cache) = (self.peek(slot), AttrCache::default());
                let value = Expr::Attr(Box::new(Attr { object, name: name.clone(), cache, span: target_span }));
                self.emit(Step::Store { slot: old, value });
                let (object, cache) = (Expr::Take(slot), AttrCache::default());
                Target::Attr(Box::new(AttrTarget { object, name, cache, span: target_span }))
            }
            Ast::Subscript(sub) => {
                let (object, index) = self.two(*sub.value, *sub.slice);
                let (o, i) = (self.temp(), self.temp());
                self.emit(Step::Store { slot: o, value: object });
                self.emit(Step::Store { slot: i, value: index });
                let (object, index) = (self.peek(o), self.peek(i));
                let value = Expr::Index(Box::new(Index { object, index, span: target_span }));
                self.emit(Step::Store { slot: old, value });
                let (object, index) = (Expr::Take(o), Expr::Take(i));
                Target::Index(Box::new(IndexTarget { object, index, span: target_span }))
            }
            Ast::Name(n) => {
                let value = self.load(&n.id, target_span);
                self.emit(Step::Store { slot: old, value });
                self.variable(&n.id, target_span)
            }
            _ => return,
        };
        let value = self.expr(*s.value);
        self.emit(Step::Augment { target: Target::Local(old), op, value, span });
        self.store(target, Expr::Take(old));
    }

    pub(super) fn ann_assign(&mut self, s: ast::StmtAnnAssign) {
        let named = match &*s.target {
            Ast::Name(n) if s.simple => Some(n.id.to_string()),
            _ => None,
        };
        let target_span = span_of(&*s.target);
        match s.value {
            Some(value) => self.assign_one(*s.target, *value),
            // `a.b: int` evaluates `a`, and nothing else.
            None => match *s.target {
                Ast::Attribute(a) => {
                    let value = self.expr(*a.value);
                    self.emit(Step::Expr(value));
                }
                Ast::Subscript(sub) => {
                    let (value, index) = self.two(*sub.value, *sub.slice);
                    self.emit(Step::Expr(value));
                    self.emit(Step::Expr(index));
                }
                _ => {}
            },
        }
        let Some(name) = named else { return };
        if self.in_function() {
            return;
        }
        if self.eager_annotations {
            let name = self.name(&name);
            return self.annotate_now(name, *s.annotation, target_span);
        }
        let conditional = self.unit.scopes[self.host].conditional_annotations && self.conditional > 0;
        let condition = conditional.then_some(self.annotations.len() as u32);
        if let Some(k) = condition {
            let object = self.load_name(self.plain(CONDITIONAL), target_span);
            let call = MethodCall {
                object,
                name: self.plain("add"),
                args: Box::new([Expr::Const(Value::Int(i64::from(k)))]),
                names: Box::default(),
                cache: AttrCache::default(),
                attr_span: target_span,
                span: target_span,
            };
            self.emit(Step::Expr(Expr::MethodCall(Box::new(call))));
        }
        let name = self.name(&name);
        self.annotations.push(Annotation { name, value: *s.annotation, condition });
    }

    /// `__annotations__[name] = annotation`, for code that looks at `__annotations__` while it goes.
    fn annotate_now(&mut self, name: Str, value: Ast, span: Span) {
        if self.unit.future_annotations {
            let text = super::unparse::annotation(self.unit.source.text(), &value);
            let value = Expr::Const(self.text(&text));
            return self.store_annotation(name, value, span);
        }
        let Some(scope) = self.unit.scopes[self.host].annotate else { return };
        let function =
            self.annotate_function(scope, vec![Annotation { name: name.clone(), value, condition: None }], "", span);
        let found = Expr::Call(Box::new(Call {
            func: Expr::Function(Box::new(function)),
            args: Box::new([Expr::Const(Value::Int(1))]),
            names: Box::default(),
            span,
        }));
        let key = Expr::Const(Value::Str(name.clone()));
        let value = Expr::Index(Box::new(Index { object: found, index: key, span }));
        self.store_annotation(name, value, span);
    }

    fn store_annotation(&mut self, name: Str, value: Expr, span: Span) {
        let object = self.load_name(self.plain("__annotations__"), span);
        let index = Expr::Const(Value::Str(name));
        let target = Target::Index(Box::new(IndexTarget { object, index, span }));
        self.emit(Step::Assign { target, value });
    }

    /// The body of a module or class: statements, then the function that evaluates the annotations met.
    pub(super) fn annotated_block(&mut self, body: Vec<ast::Stmt>, of: &str) {
        let scope = &self.unit.scopes[self.host];
        // Who reads or fills `__annotations__` by name sees what has been reached, as before Python 3.14.
        // So does a text whose annotations are strings.
        let mentioned = scope.flags(&self.plain("__annotations__")) != 0;
        if scope.annotate.is_some() && (mentioned || self.unit.future_annotations) {
            self.eager_annotations = true;
            let target = self.variable("__annotations__", self.span);
            self.store(target, Expr::Dict(Box::default()));
            return self.block(body);
        }
        if scope.conditional_annotations {
            let target = self.variable(CONDITIONAL, self.span);
            self.store(target, Expr::Set(Box::default()));
        }
        // A module has its function from the start, so that code in the middle can ask for the annotations.
        let early = (scope.annotate.is_some() && scope.kind != ScopeKind::Class).then(|| self.reserve());
        self.block(body);
        let Some(annotate) = scope.annotate else { return };
        let all = std::mem::take(&mut self.annotations);
        let span = self.span;
        let of = if scope.kind == ScopeKind::Class { of } else { "" };
        let function = self.annotate_function(annotate, all, of, span);
        let name = if scope.kind == ScopeKind::Class { "__annotate_func__" } else { "__annotate__" };
        let target = self.variable(name, span);
        match early {
            Some(place) => self.put(place, Step::Assign { target, value: Expr::Function(Box::new(function)) }),
            None => self.store(target, Expr::Function(Box::new(function))),
        }
    }

    pub(super) fn delete(&mut self, e: Ast) {
        match e {
            Ast::Tuple(ast::ExprTuple { elts, .. }) | Ast::List(ast::ExprList { elts, .. }) => {
                elts.into_iter().for_each(|e| self.delete(e));
            }
            e => {
                let span = span_of(&e);
                let target = self.target(e);
                self.emit_at(Step::Delete(target), span);
            }
        }
    }

    /// A target for a value that a step produces: a plain local gets it directly, others through a temporary.
    pub(super) fn destination(&mut self, target: Option<&Ast>) -> (Slot, bool) {
        match target {
            None => (NO_SLOT, false),
            Some(e) => match self.local_slot(e) {
                Some(slot) => (slot, false),
                None => (self.temp(), true),
            },
        }
    }
}
