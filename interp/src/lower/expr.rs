//! Expressions: one tree each, with the suspensions inside hoisted into steps before it.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;
use rustpython_text_size::Ranged;

use super::body::Lower;
use super::operands::{Operands, tuple};
use super::scope::{Place, ScopeKind};
use super::{constant, span_of};
use crate::source::Span;
use crate::tree::{
    Attr, AttrCache, BinOp, Binary, Call, CallStar, CmpOp, Compare, CompareChain, Conditional, DisplayKind, Expr,
    Index, MethodCall, NO_SLOT, Slot, Step, SuperCall, Unary, UnaryOp,
};
use crate::types::bytes::Bytes;
use crate::value::Value;

/// The tree's operator for the parser's.
pub(super) fn binary_op(op: ast::Operator) -> BinOp {
    match op {
        ast::Operator::Add => BinOp::Add,
        ast::Operator::Sub => BinOp::Sub,
        ast::Operator::Mult => BinOp::Mul,
        ast::Operator::MatMult => BinOp::MatMul,
        ast::Operator::Div => BinOp::TrueDiv,
        ast::Operator::Mod => BinOp::Mod,
        ast::Operator::Pow => BinOp::Pow,
        ast::Operator::LShift => BinOp::LShift,
        ast::Operator::RShift => BinOp::RShift,
        ast::Operator::BitOr => BinOp::Or,
        ast::Operator::BitXor => BinOp::Xor,
        ast::Operator::BitAnd => BinOp::And,
        ast::Operator::FloorDiv => BinOp::FloorDiv,
    }
}

fn compare_op(op: ast::CmpOp) -> CmpOp {
    match op {
        ast::CmpOp::Eq => CmpOp::Eq,
        ast::CmpOp::NotEq => CmpOp::Ne,
        ast::CmpOp::Lt => CmpOp::Lt,
        ast::CmpOp::LtE => CmpOp::Le,
        ast::CmpOp::Gt => CmpOp::Gt,
        ast::CmpOp::GtE => CmpOp::Ge,
        ast::CmpOp::Is => CmpOp::Is,
        ast::CmpOp::IsNot => CmpOp::IsNot,
        ast::CmpOp::In => CmpOp::In,
        ast::CmpOp::NotIn => CmpOp::NotIn,
    }
}

impl Lower<'_> {
    /// Lowers an expression. Steps are emitted for what suspends; the tree that is left does not.
    pub fn expr(&mut self, e: Ast) -> Expr {
        let span = span_of(&e);
        match e {
            Ast::Name(n) if n.id.as_str() == "__debug__" => Expr::Const(Value::Bool(self.unit.optimize == 0)),
            Ast::Name(n) => self.load(&n.id, span),
            Ast::NumberLiteral(n) => Expr::Const(constant::number(&n.value)),
            Ast::StringLiteral(s) => Expr::Const(self.text(&self.string_literal(&s))),
            Ast::BytesLiteral(b) => Expr::Const(Value::Bytes(Bytes::new(&b.value.bytes().collect::<Vec<u8>>()))),
            Ast::BooleanLiteral(b) => Expr::Const(Value::Bool(b.value)),
            Ast::NoneLiteral(_) => Expr::NONE,
            Ast::EllipsisLiteral(_) => Expr::Const(Value::Ellipsis),
            Ast::Attribute(a) => self.attribute(a),
            Ast::Subscript(s) => {
                let (object, index) = self.two(*s.value, *s.slice);
                Expr::Index(Box::new(Index { object, index, span }))
            }
            Ast::Slice(s) => self.slice(s),
            Ast::Call(c) => self.call(c),
            Ast::BinOp(_) => self.binary(e),
            Ast::UnaryOp(u) => self.unary(u),
            Ast::Compare(c) => self.compare(c),
            Ast::BoolOp(b) => self.bool_op(b),
            Ast::If(i) => self.conditional_expr(i),
            Ast::Named(n) => self.named(n),
            Ast::Tuple(t) => self.display(DisplayKind::Tuple, t.elts, span),
            Ast::List(l) => self.display(DisplayKind::List, l.elts, span),
            Ast::Set(s) => self.display(DisplayKind::Set, s.elts, span),
            Ast::Dict(d) => self.dict(d.items),
            Ast::FString(f) => self.fstring(f),
            Ast::TString(t) => self.tstring(t),
            Ast::Lambda(l) => self.lambda(l),
            Ast::ListComp(c) => self.list_comprehension(c),
            Ast::SetComp(c) => self.set_comprehension(c),
            Ast::DictComp(c) => self.dict_comprehension(c),
            Ast::Generator(g) => self.generator(g),
            Ast::Await(_) | Ast::Yield(_) | Ast::YieldFrom(_) => {
                let dst = self.temp();
                self.suspend(e, dst);
                Expr::Take(dst)
            }
            // Stars are taken care of by what contains them; elsewhere they were reported.
            Ast::Starred(s) => self.expr(*s.value),
            // A constant of a tree that a program made.
            Ast::IpyEscapeCommand(c) => {
                let constant = c.value.parse::<usize>().ok().and_then(|i| self.unit.constants.get(i));
                Expr::Const(constant.cloned().unwrap_or(Value::None))
            }
        }
    }

    /// Lowers an optional expression.
    pub fn expr_opt(&mut self, e: Option<Box<Ast>>) -> Option<Expr> {
        e.map(|e| self.expr(*e))
    }

    /// An `await` or `yield`, its result stored in `dst`.
    pub fn suspend(&mut self, e: Ast, dst: Slot) {
        let span = span_of(&e);
        let step = match e {
            Ast::Await(a) => Step::Await { value: self.expr(*a.value), dst, handled: self.handled },
            Ast::Yield(y) => {
                let value = self.expr_opt(y.value).unwrap_or(Expr::NONE);
                Step::Yield { value, dst, handled: self.handled }
            }
            Ast::YieldFrom(y) => Step::YieldFrom { value: self.expr(*y.value), dst, handled: self.handled },
            other => {
                let value = self.expr(other);
                if dst == NO_SLOT { Step::Expr(value) } else { Step::Store { slot: dst, value } }
            }
        };
        self.emit_at(step, span);
    }

    /// Where an attribute is said to be: when it goes over several lines, at its name, so that errors in a long chain
    /// of methods name the line of the method.
    fn attribute_span(&self, a: &ast::ExprAttribute) -> Span {
        let span = span_of(a);
        let text = self.unit.source.text();
        let broken = text.get(span.start as usize..span.end as usize).is_some_and(|t| t.contains('\n'));
        if broken { span_of(&a.attr) } else { span }
    }

    fn attribute(&mut self, a: ast::ExprAttribute) -> Expr {
        let span = self.attribute_span(&a);
        let name = self.name(a.attr.as_str());
        let object = self.expr(*a.value);
        Expr::Attr(Box::new(Attr { object, name, cache: AttrCache::default(), span }))
    }

    fn slice(&mut self, s: ast::ExprSlice) -> Expr {
        let mut operands = Operands::default();
        for part in [s.lower, s.upper, s.step] {
            match part {
                Some(e) => self.operand(&mut operands, *e),
                None => operands.trees.push(Expr::NONE),
            }
        }
        match <[Expr; 3]>::try_from(operands.trees) {
            Ok(parts) => Expr::Slice(Box::new(parts)),
            Err(_) => Expr::NONE,
        }
    }

    fn call(&mut self, c: ast::ExprCall) -> Expr {
        let span = span_of(&c);
        let stars =
            c.arguments.args.iter().any(Ast::is_starred_expr) || c.arguments.keywords.iter().any(|k| k.arg.is_none());
        let mut operands = Operands::default();
        if stars {
            let func = self.expr(*c.func);
            operands.trees.push(func);
            let args = self.starred_arguments(&mut operands, c.arguments, span);
            let func = operands.trees.pop().unwrap_or(Expr::NONE);
            return Expr::CallStar(Box::new(CallStar { func, args: args.into(), span }));
        }
        if let Ast::Attribute(a) = *c.func {
            if self.arguments_suspend(&c.arguments) {
                // The method is looked up before the arguments are evaluated.
                let func = self.attribute(a);
                operands.trees.push(func);
                return self.plain_call(operands, c.arguments, span);
            }
            let attr_span = self.attribute_span(&a);
            // The call begins where its method does.
            let start = if attr_span == span_of(&a) { span.start } else { attr_span.start };
            let span = Span::new(start, span.end);
            let name = self.name(a.attr.as_str());
            let object = self.expr(*a.value);
            let names = self.plain_arguments(&mut operands, c.arguments);
            let args = operands.trees.into();
            let cache = AttrCache::default();
            return Expr::MethodCall(Box::new(MethodCall { object, name, args, names, cache, attr_span, span }));
        }
        if let Some(call) = self.super_call(&c) {
            return call;
        }
        let func = self.expr(*c.func);
        operands.trees.push(func);
        self.plain_call(operands, c.arguments, span)
    }

    /// A call whose function is the first operand.
    fn plain_call(&mut self, mut operands: Operands, arguments: ast::Arguments, span: Span) -> Expr {
        let names = self.plain_arguments(&mut operands, arguments);
        let mut trees = operands.trees.into_iter();
        let func = trees.next().unwrap_or(Expr::NONE);
        Expr::Call(Box::new(Call { func, args: trees.collect(), names, span }))
    }

    /// `super()` in a method: the class and the first argument come from the frame.
    fn super_call(&mut self, c: &ast::ExprCall) -> Option<Expr> {
        let Ast::Name(n) = &*c.func else { return None };
        if n.id.as_str() != "super" || !c.arguments.is_empty() || self.positional == 0 {
            return None;
        }
        let class = self.unit.names.class.clone();
        let Some(Place::Cell(class_cell)) = self.current().place(&class) else { return None };
        let func = self.load("super", span_of(n));
        Some(Expr::Super(Box::new(SuperCall { func, class_cell, first: 0, span: span_of(c) })))
    }

    fn binary(&mut self, e: Ast) -> Expr {
        // The left spine of `a + b + c …` is as long as the expression: no recursion.
        let mut rights = Vec::new();
        let mut left = e;
        while let Ast::BinOp(b) = left {
            let span = span_of(&b);
            rights.push((binary_op(b.op), *b.right, span));
            left = *b.left;
        }
        let mut result = self.expr(left);
        for (op, right, span) in rights.into_iter().rev() {
            if self.suspends(&right) {
                result = self.park(result);
            }
            let right = self.expr(right);
            let folded = match (&result, &right) {
                (Expr::Const(a), Expr::Const(b)) => constant::binary(op, a, b),
                _ => None,
            };
            result = match folded {
                Some(value) => Expr::Const(value),
                None => Expr::Binary(Box::new(Binary { op, left: result, right, span })),
            };
        }
        result
    }

    fn unary(&mut self, u: ast::ExprUnaryOp) -> Expr {
        let span = span_of(&u);
        let operand = self.expr(*u.operand);
        let op = match u.op {
            ast::UnaryOp::Not => {
                if let Expr::Const(v) = &operand
                    && let Some(truth) = constant::truth(v)
                {
                    return Expr::Const(Value::Bool(!truth));
                }
                return Expr::Not(Box::new(operand));
            }
            ast::UnaryOp::USub => UnaryOp::Neg,
            ast::UnaryOp::UAdd => UnaryOp::Pos,
            ast::UnaryOp::Invert => UnaryOp::Invert,
        };
        if let Expr::Const(v) = &operand
            && let Some(value) = constant::unary(op, v)
        {
            return Expr::Const(value);
        }
        Expr::Unary(Box::new(Unary { op, operand, span }))
    }

    fn compare(&mut self, c: ast::ExprCompare) -> Expr {
        let span = span_of(&c);
        let ops: Vec<CmpOp> = c.ops.iter().map(|op| compare_op(*op)).collect();
        let mut comparators = c.comparators.into_vec();
        if let [op] = ops[..]
            && let Some(right) = comparators.pop()
        {
            let right = if matches!(op, CmpOp::In | CmpOp::NotIn) { constant_list(right) } else { right };
            let (left, right) = self.two(*c.left, right);
            return Expr::Compare(Box::new(Compare { op, left, right, span }));
        }
        if comparators.iter().any(|e| self.suspends(e)) {
            return self.compare_in_steps(*c.left, ops, comparators, span);
        }
        let first = self.expr(*c.left);
        let rest = ops.into_iter().zip(self.operands(comparators)).collect();
        Expr::CompareChain(Box::new(CompareChain { first, rest, span }))
    }

    /// A chain of comparisons in which an operand suspends: each is evaluated only when those before it hold.
    fn compare_in_steps(&mut self, left: Ast, ops: Vec<CmpOp>, comparators: Vec<Ast>, span: Span) -> Expr {
        let (result, end) = (self.temp(), self.label());
        let mut left = self.expr(left);
        let last = ops.len() - 1;
        for (i, (op, right)) in ops.into_iter().zip(comparators).enumerate() {
            if self.suspends(&right) {
                left = self.park(left);
            }
            let right = self.expr(right);
            if i == last {
                let value = Expr::Compare(Box::new(Compare { op, left, right, span }));
                self.emit(Step::Store { slot: result, value });
                break;
            }
            left = self.park(left);
            let kept = self.temp();
            self.emit(Step::Store { slot: kept, value: right });
            let right = self.peek(kept);
            let value = Expr::Compare(Box::new(Compare { op, left, right, span }));
            self.emit(Step::Store { slot: result, value });
            let cond = self.peek(result);
            self.emit(Step::JumpIfFalse { cond, to: end });
            left = Expr::Take(kept);
        }
        self.place(end);
        Expr::Take(result)
    }

    fn bool_op(&mut self, b: ast::ExprBoolOp) -> Expr {
        let and = b.op == ast::BoolOp::And;
        if !b.values.iter().skip(1).any(|e| self.suspends(e)) {
            let values: Vec<Expr> = b.values.into_iter().map(|e| self.expr(e)).collect();
            return if and { Expr::And(values.into()) } else { Expr::Or(values.into()) };
        }
        let (result, end) = (self.temp(), self.label());
        let last = b.values.len() - 1;
        for (i, e) in b.values.into_iter().enumerate() {
            let value = self.expr(e);
            self.emit(Step::Store { slot: result, value });
            if i < last {
                let cond = self.peek(result);
                self.emit(match and {
                    true => Step::JumpIfFalse { cond, to: end },
                    false => Step::JumpIfTrue { cond, to: end },
                });
            }
        }
        self.place(end);
        Expr::Take(result)
    }

    fn conditional_expr(&mut self, i: ast::ExprIf) -> Expr {
        let in_steps = self.suspends(&i.body) || self.suspends(&i.orelse);
        let cond = self.expr(*i.test);
        if let Expr::Const(v) = &cond
            && let Some(truth) = constant::truth(v)
        {
            return self.expr(if truth { *i.body } else { *i.orelse });
        }
        if !in_steps {
            let then = self.expr(*i.body);
            let other = self.expr(*i.orelse);
            return Expr::If(Box::new(Conditional { cond, then, other }));
        }
        let (result, other, end) = (self.temp(), self.label(), self.label());
        self.emit(Step::JumpIfFalse { cond, to: other });
        let value = self.expr(*i.body);
        self.emit(Step::Store { slot: result, value });
        self.emit(Step::Jump(end));
        self.place(other);
        let value = self.expr(*i.orelse);
        self.emit(Step::Store { slot: result, value });
        self.place(end);
        Expr::Take(result)
    }

    fn named(&mut self, n: ast::ExprNamed) -> Expr {
        let value = self.expr(*n.value);
        let Ast::Name(name) = &*n.target else { return value };
        let target = self.variable(&name.id, span_of(name));
        Expr::Walrus(Box::new((target, value)))
    }

    /// True where the frame is a function's, so that its locals are slots.
    pub fn in_function(&self) -> bool {
        !matches!(self.unit.scopes[self.host].kind, ScopeKind::Module | ScopeKind::Class)
    }
}

/// `x in [1, 2]`: the list is never seen, so it can be a tuple, and a constant.
pub(super) fn constant_list(e: Ast) -> Ast {
    match e {
        Ast::List(l) if l.elts.iter().all(|e| e.is_literal_expr()) => Ast::Tuple(ast::ExprTuple {
            range: l.range(),
            node_index: l.node_index,
            elts: l.elts,
            ctx: l.ctx,
            parenthesized: true,
        }),
        e => e,
    }
}

/// A constant tuple of strings.
pub(super) fn names_tuple(names: Vec<Value>) -> Expr {
    tuple(names.into_iter().map(Expr::Const).collect())
}
