//! Suspensions inside expressions: what contains an `await` or `yield`, and how the operands evaluated before one are
//! parked so that Python's order of evaluation is kept.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;

use super::body::Lower;
use super::scope_of;
use crate::source::Span;
use crate::tree::{Arg, Display, DisplayKind, Expr};
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;

/// Operands in order of evaluation: trees that are evaluated together, later, unless a suspension comes between.
#[derive(Default)]
pub(super) struct Operands {
    pub trees: Vec<Expr>,
    /// How many of them are parked.
    parked: usize,
}

impl Lower<'_> {
    /// True when evaluating the expression may suspend the frame.
    pub fn suspends(&self, e: &Ast) -> bool {
        self.may_suspend && self.contains_suspension(e)
    }

    /// As [`Self::suspends`], of an optional part.
    pub fn suspends_opt(&self, e: Option<&Ast>) -> bool {
        e.is_some_and(|e| self.suspends(e))
    }

    fn any(&self, list: &[Ast]) -> bool {
        list.iter().any(|e| self.contains_suspension(e))
    }

    fn contains_suspension(&self, e: &Ast) -> bool {
        let has = |e: &Ast| self.contains_suspension(e);
        match e {
            Ast::Await(_) | Ast::Yield(_) | Ast::YieldFrom(_) => true,
            Ast::BoolOp(e) => self.any(&e.values),
            Ast::Named(e) => has(&e.value),
            Ast::BinOp(_) => {
                let mut left = e;
                while let Ast::BinOp(e) = left {
                    if has(&e.right) {
                        return true;
                    }
                    left = &e.left;
                }
                has(left)
            }
            Ast::UnaryOp(e) => has(&e.operand),
            Ast::Lambda(e) => e.parameters.as_ref().is_some_and(|p| self.defaults_suspend(p)),
            Ast::If(e) => has(&e.test) || has(&e.body) || has(&e.orelse),
            Ast::Dict(e) => e.items.iter().any(|i| i.key.as_ref().is_some_and(has) || has(&i.value)),
            Ast::Set(e) => self.any(&e.elts),
            Ast::List(e) => self.any(&e.elts),
            Ast::Tuple(e) => self.any(&e.elts),
            Ast::ListComp(e) => self.comprehension_suspends(&e.node_index, &e.generators),
            Ast::SetComp(e) => self.comprehension_suspends(&e.node_index, &e.generators),
            Ast::DictComp(e) => self.comprehension_suspends(&e.node_index, &e.generators),
            Ast::Generator(e) => e.generators.first().is_some_and(|g| has(&g.iter)),
            Ast::Compare(e) => has(&e.left) || self.any(&e.comparators),
            Ast::Call(e) => has(&e.func) || self.arguments_suspend(&e.arguments),
            Ast::FString(e) => e.value.elements().any(|p| self.part_suspends(p)),
            Ast::TString(e) => e.value.elements().any(|p| self.part_suspends(p)),
            Ast::Attribute(e) => has(&e.value),
            Ast::Subscript(e) => has(&e.value) || has(&e.slice),
            Ast::Starred(e) => has(&e.value),
            Ast::Slice(e) => [&e.lower, &e.upper, &e.step].into_iter().flatten().any(|e| has(e)),
            Ast::StringLiteral(_)
            | Ast::BytesLiteral(_)
            | Ast::NumberLiteral(_)
            | Ast::BooleanLiteral(_)
            | Ast::NoneLiteral(_)
            | Ast::EllipsisLiteral(_)
            | Ast::Name(_)
            | Ast::IpyEscapeCommand(_) => false,
        }
    }

    fn comprehension_suspends(&self, index: &ast::AtomicNodeIndex, generators: &[ast::Comprehension]) -> bool {
        self.unit.scopes[scope_of(index)].has_await
            || generators.first().is_some_and(|g| self.contains_suspension(&g.iter))
    }

    pub(super) fn defaults_suspend(&self, p: &ast::Parameters) -> bool {
        self.may_suspend
            && p.iter_non_variadic_params().any(|a| a.default.as_deref().is_some_and(|d| self.contains_suspension(d)))
    }

    pub(super) fn arguments_suspend(&self, a: &ast::Arguments) -> bool {
        self.may_suspend && (self.any(&a.args) || a.keywords.iter().any(|k| self.contains_suspension(&k.value)))
    }

    pub(super) fn part_suspends(&self, part: &ast::InterpolatedStringElement) -> bool {
        let ast::InterpolatedStringElement::Interpolation(i) = part else { return false };
        self.may_suspend
            && (self.contains_suspension(&i.expression)
                || i.format_spec.as_ref().is_some_and(|s| s.elements.iter().any(|p| self.part_suspends(p))))
    }

    /// Parks all operands so far: something that suspends is about to be lowered.
    pub fn park_all(&mut self, operands: &mut Operands) {
        let from = operands.parked;
        for tree in &mut operands.trees[from..] {
            let taken = std::mem::replace(tree, Expr::NONE);
            *tree = self.park(taken);
        }
        operands.parked = operands.trees.len();
    }

    /// Lowers the next operand.
    pub fn operand(&mut self, operands: &mut Operands, e: Ast) {
        if self.suspends(&e) {
            self.park_all(operands);
        }
        let tree = self.expr(e);
        operands.trees.push(tree);
    }

    /// Lowers operands evaluated one after the other.
    pub fn operands(&mut self, list: impl IntoIterator<Item = Ast>) -> Vec<Expr> {
        let mut operands = Operands::default();
        list.into_iter().for_each(|e| self.operand(&mut operands, e));
        operands.trees
    }

    /// Lowers two operands.
    pub fn two(&mut self, a: Ast, b: Ast) -> (Expr, Expr) {
        let parks = self.suspends(&b);
        let mut a = self.expr(a);
        if parks {
            a = self.park(a);
        }
        (a, self.expr(b))
    }

    /// `[a, *b, c]` and the like.
    pub fn display(&mut self, kind: DisplayKind, elts: Vec<Ast>, span: Span) -> Expr {
        if !elts.iter().any(Ast::is_starred_expr) {
            let items = self.operands(elts);
            return match kind {
                DisplayKind::List => Expr::List(items.into()),
                DisplayKind::Set => Expr::Set(items.into()),
                DisplayKind::Tuple => tuple(items),
            };
        }
        let items = self.starred_items(elts, span);
        Expr::Display(Box::new(Display { kind, items: items.into(), span }))
    }

    /// Items of which some are starred. When one suspends, those before it are gathered in a list first.
    fn starred_items(&mut self, elts: Vec<Ast>, span: Span) -> Vec<(bool, Expr)> {
        let mut items: Vec<(bool, Expr)> = Vec::new();
        for e in elts {
            if self.suspends(&e) && !items.is_empty() {
                let list = std::mem::take(&mut items).into();
                let list = Expr::Display(Box::new(Display { kind: DisplayKind::List, items: list, span }));
                items.push((true, self.park(list)));
            }
            match e {
                Ast::Starred(s) => items.push((true, self.expr(*s.value))),
                e => items.push((false, self.expr(e))),
            }
        }
        items
    }

    /// `{k: v, **m}`.
    pub fn dict(&mut self, items: Vec<ast::DictItem>) -> Expr {
        let mut pairs: Vec<(Option<Expr>, Expr)> = Vec::new();
        for item in items {
            let suspends = self.suspends(&item.value) || self.suspends_opt(item.key.as_ref());
            if suspends && !pairs.is_empty() {
                let dict = self.park(Expr::Dict(std::mem::take(&mut pairs).into()));
                pairs.push((None, dict));
            }
            match item.key {
                Some(key) => {
                    let (key, value) = self.two(key, item.value);
                    pairs.push((Some(key), value));
                }
                None => pairs.push((None, self.expr(item.value))),
            }
        }
        Expr::Dict(pairs.into())
    }

    /// The arguments of a call without stars: values, then the names of the last ones.
    pub fn plain_arguments(&mut self, operands: &mut Operands, a: ast::Arguments) -> Box<[Str]> {
        a.args.into_vec().into_iter().for_each(|e| self.operand(operands, e));
        let mut names = Vec::new();
        for k in a.keywords.into_vec() {
            // Names of keyword arguments are not mangled.
            names.extend(k.arg.as_ref().map(|n| self.plain(n.as_str())));
            self.operand(operands, k.value);
        }
        names.into()
    }

    /// The arguments of a call with stars (or of a class), in order of evaluation: positional ones, then keywords.
    /// What is in `before` is evaluated before them.
    pub fn starred_arguments(&mut self, before: &mut Operands, a: ast::Arguments, span: Span) -> Vec<Arg> {
        let suspends = self.arguments_suspend(&a);
        if !suspends {
            let mut args: Vec<Arg> = Vec::with_capacity(a.args.len() + a.keywords.len());
            for e in a.args.into_vec() {
                args.push(match e {
                    Ast::Starred(s) => Arg::Star(self.expr(*s.value)),
                    e => Arg::Pos(self.expr(e)),
                });
            }
            for k in a.keywords.into_vec() {
                args.push(match &k.arg {
                    Some(name) => {
                        let name = self.plain(name.as_str());
                        Arg::Keyword(name, self.expr(k.value))
                    }
                    None => Arg::StarStar(self.expr(k.value)),
                });
            }
            return args;
        }
        self.park_all(before);
        let items = self.starred_items(a.args.into_vec(), span);
        let mut keywords: Vec<(Option<Str>, Expr)> = Vec::new();
        let mut positional = Expr::Display(Box::new(Display { kind: DisplayKind::Tuple, items: items.into(), span }));
        for k in a.keywords.into_vec() {
            if self.suspends(&k.value) {
                positional = self.park(positional);
                keywords = keywords.into_iter().map(|(n, v)| (n, self.park(v))).collect();
            }
            let name = k.arg.as_ref().map(|n| self.plain(n.as_str()));
            keywords.push((name, self.expr(k.value)));
        }
        let mut args = vec![Arg::Star(positional)];
        args.extend(keywords.into_iter().map(|(name, value)| match name {
            Some(name) => Arg::Keyword(name, value),
            None => Arg::StarStar(value),
        }));
        args
    }
}

/// A tuple of these items: a constant when they all are.
pub(super) fn tuple(items: Vec<Expr>) -> Expr {
    if !items.iter().all(|e| matches!(e, Expr::Const(_))) {
        return Expr::Tuple(items.into());
    }
    let values = items.into_iter().filter_map(|e| match e {
        Expr::Const(v) => Some(v),
        _ => None,
    });
    Expr::Const(Value::Tuple(Tuple::new(values.collect())))
}
