//! Expressions.

use rustpython_ast as ast;
use rustpython_ast::Expr as Ast;
use rustpython_text_size::{Ranged, TextRange, TextSize};

use super::{Export, Field, node, none, number, text};
use crate::lower::{constant, literal};
use crate::types::bytes::Bytes;
use crate::value::Value;

impl Export<'_> {
    pub(super) fn expr(&self, e: &Ast) -> Field {
        let range = e.range();
        let (class, fields) = match e {
            Ast::Name(n) => ("Name", vec![("id", text(&n.id)), ("ctx", context(n.ctx))]),
            Ast::Attribute(a) => {
                ("Attribute", vec![("value", self.expr(&a.value)), ("attr", text(&a.attr)), ("ctx", context(a.ctx))])
            }
            Ast::Subscript(s) => {
                let fields =
                    vec![("value", self.expr(&s.value)), ("slice", self.expr(&s.slice)), ("ctx", context(s.ctx))];
                ("Subscript", fields)
            }
            Ast::Slice(s) => (
                "Slice",
                vec![
                    ("lower", self.optional(s.lower.as_deref())),
                    ("upper", self.optional(s.upper.as_deref())),
                    ("step", self.optional(s.step.as_deref())),
                ],
            ),
            Ast::Starred(s) => ("Starred", vec![("value", self.expr(&s.value)), ("ctx", context(s.ctx))]),
            Ast::Call(c) => ("Call", self.call(c)),
            Ast::BinOp(_) => return self.binary(e),
            Ast::UnaryOp(u) => {
                ("UnaryOp", vec![("op", node(unary_class(u.op), vec![])), ("operand", self.expr(&u.operand))])
            }
            Ast::BoolOp(b) => {
                let class = if b.op == ast::BoolOp::And { "And" } else { "Or" };
                ("BoolOp", vec![("op", node(class, vec![])), ("values", self.exprs(&b.values))])
            }
            Ast::Compare(c) => {
                let ops = c.ops.iter().map(|op| node(compare_class(*op), vec![])).collect();
                let fields = vec![
                    ("left", self.expr(&c.left)),
                    ("ops", Field::List(ops)),
                    ("comparators", self.exprs(&c.comparators)),
                ];
                ("Compare", fields)
            }
            Ast::If(i) => (
                "IfExp",
                vec![("test", self.expr(&i.test)), ("body", self.expr(&i.body)), ("orelse", self.expr(&i.orelse))],
            ),
            Ast::Named(n) => ("NamedExpr", vec![("target", self.expr(&n.target)), ("value", self.expr(&n.value))]),
            Ast::Tuple(t) => ("Tuple", vec![("elts", self.exprs(&t.elts)), ("ctx", context(t.ctx))]),
            Ast::List(l) => ("List", vec![("elts", self.exprs(&l.elts)), ("ctx", context(l.ctx))]),
            Ast::Set(s) => ("Set", vec![("elts", self.exprs(&s.elts))]),
            Ast::Dict(d) => {
                let keys = d.items.iter().map(|i| self.optional(i.key.as_ref())).collect();
                let values = d.items.iter().map(|i| self.expr(&i.value)).collect();
                ("Dict", vec![("keys", Field::List(keys)), ("values", Field::List(values))])
            }
            Ast::ListComp(c) => ("ListComp", self.comprehension(&c.elt, &c.generators)),
            Ast::SetComp(c) => ("SetComp", self.comprehension(&c.elt, &c.generators)),
            Ast::Generator(g) => ("GeneratorExp", self.comprehension(&g.elt, &g.generators)),
            Ast::DictComp(c) => {
                let generators = ("generators", self.generators(&c.generators));
                ("DictComp", vec![("key", self.expr(&c.key)), ("value", self.expr(&c.value)), generators])
            }
            Ast::Lambda(l) => {
                let args = self.parameters(l.parameters.as_deref());
                ("Lambda", vec![("args", args), ("body", self.expr(&l.body))])
            }
            Ast::Await(a) => ("Await", vec![("value", self.expr(&a.value))]),
            Ast::Yield(y) => ("Yield", vec![("value", self.optional(y.value.as_deref()))]),
            Ast::YieldFrom(y) => ("YieldFrom", vec![("value", self.expr(&y.value))]),
            Ast::FString(f) => ("JoinedStr", vec![("values", self.fstring(f))]),
            Ast::TString(t) => {
                let elements: Vec<_> = t.value.elements().collect();
                ("TemplateStr", vec![("values", self.elements(&elements, "Interpolation"))])
            }
            Ast::StringLiteral(s) => {
                let prefix = self.text_at(range).as_bytes().first();
                let kind = if matches!(prefix, Some(b'u' | b'U')) { text("u") } else { none() };
                let value = Value::str(&literal::whole(self.source.text(), s));
                ("Constant", vec![("value", Field::Value(value)), ("kind", kind)])
            }
            literal => ("Constant", vec![("value", Field::Value(constant_value(literal)))]),
        };
        self.located(class, range, fields)
    }

    /// Operators that associate to the left make deep trees, which are walked without recursion.
    fn binary(&self, e: &Ast) -> Field {
        let mut pending = Vec::new();
        let mut left = e;
        while let Ast::BinOp(b) = left {
            pending.push(b);
            left = &b.left;
        }
        let mut out = self.expr(left);
        while let Some(b) = pending.pop() {
            let op = node(operator_class(b.op), vec![]);
            let fields = vec![("left", out), ("op", op), ("right", self.expr(&b.right))];
            out = self.located("BinOp", b.range, fields);
        }
        out
    }

    pub(super) fn exprs(&self, all: &[Ast]) -> Field {
        Field::List(all.iter().map(|e| self.expr(e)).collect())
    }

    pub(super) fn optional(&self, e: Option<&Ast>) -> Field {
        e.map_or_else(none, |e| self.expr(e))
    }

    fn call(&self, c: &ast::ExprCall) -> Vec<(&'static str, Field)> {
        // A generator without parentheses of its own stands in those of the call.
        let args = match &c.arguments.args[..] {
            [Ast::Generator(g)] if !g.parenthesized => {
                let fields = self.comprehension(&g.elt, &g.generators);
                Field::List(vec![self.located("GeneratorExp", c.arguments.range, fields)])
            }
            args => self.exprs(args),
        };
        vec![("func", self.expr(&c.func)), ("args", args), ("keywords", self.keywords(&c.arguments))]
    }

    pub(super) fn keywords(&self, arguments: &ast::Arguments) -> Field {
        let keyword = |k: &ast::Keyword| {
            let name = super::optional_text(k.arg.as_deref());
            self.located("keyword", k.range, vec![("arg", name), ("value", self.expr(&k.value))])
        };
        Field::List(arguments.keywords.iter().map(keyword).collect())
    }

    fn comprehension(&self, elt: &Ast, generators: &[ast::Comprehension]) -> Vec<(&'static str, Field)> {
        vec![("elt", self.expr(elt)), ("generators", self.generators(generators))]
    }

    fn generators(&self, all: &[ast::Comprehension]) -> Field {
        let one = |c: &ast::Comprehension| {
            let fields = vec![
                ("target", self.expr(&c.target)),
                ("iter", self.expr(&c.iter)),
                ("ifs", self.exprs(&c.ifs)),
                ("is_async", number(c.is_async.into())),
            ];
            node("comprehension", fields)
        };
        Field::List(all.iter().map(one).collect())
    }

    fn fstring(&self, f: &ast::ExprFString) -> Field {
        let mut pieces = Pieces::new(self, "FormattedValue");
        for part in &f.value {
            match part {
                ast::FStringPart::Literal(s) => {
                    pieces.literal(&literal::part(self.source.text(), &s.value, s.range), s.range);
                }
                ast::FStringPart::FString(f) => f.elements.iter().for_each(|e| pieces.element(e)),
            }
        }
        pieces.finish()
    }

    fn elements(&self, all: &[&ast::InterpolatedStringElement], class: &'static str) -> Field {
        let mut pieces = Pieces::new(self, class);
        all.iter().for_each(|e| pieces.element(e));
        pieces.finish()
    }
}

/// The values of an f-string or t-string: neighbouring texts are one.
struct Pieces<'a> {
    export: &'a Export<'a>,
    /// `FormattedValue` or `Interpolation`.
    class: &'static str,
    out: Vec<Field>,
    text: String,
    at: Option<TextRange>,
}

impl<'a> Pieces<'a> {
    fn new(export: &'a Export<'a>, class: &'static str) -> Pieces<'a> {
        Pieces { export, class, out: Vec::new(), text: String::new(), at: None }
    }

    fn literal(&mut self, text: &str, range: TextRange) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.at = Some(self.at.map_or(range, |at| at.cover(range)));
    }

    fn flush(&mut self) {
        if let Some(at) = self.at.take() {
            let value = Field::Value(Value::from(std::mem::take(&mut self.text)));
            self.out.push(self.export.located("Constant", at, vec![("value", value)]));
        }
    }

    fn element(&mut self, e: &ast::InterpolatedStringElement) {
        let field = match e {
            ast::InterpolatedStringElement::Literal(l) => {
                return self.literal(&literal::part(self.export.source.text(), &l.value, l.range), l.range);
            }
            ast::InterpolatedStringElement::Interpolation(field) => field,
        };
        let mut conversion = field.conversion.to_char();
        let written = self.export.text_at(field.expression.range());
        if let Some(debug) = &field.debug_text {
            let shown = format!("{}{written}{}", debug.leading, debug.trailing);
            let start = field.range.start() + TextSize::from(1);
            let end = start + TextSize::try_from(shown.len()).unwrap_or_default();
            self.literal(&shown, TextRange::new(start, end));
            if conversion.is_none() && field.format_spec.is_none() {
                conversion = Some('r');
            }
        }
        self.flush();
        let mut fields = vec![("value", self.export.expr(&field.expression))];
        if self.class == "Interpolation" {
            fields.push(("str", text(written)));
        }
        fields.push(("conversion", number(conversion.map_or(-1, |c| i64::from(u32::from(c))))));
        if let Some(spec) = &field.format_spec {
            let elements: Vec<_> = spec.elements.iter().collect();
            let values = self.export.elements(&elements, "FormattedValue");
            // The place begins with the colon.
            let range = TextRange::new(spec.range.start() - TextSize::from(1), spec.range.end());
            fields.push(("format_spec", self.export.located("JoinedStr", range, vec![("values", values)])));
        }
        self.out.push(self.export.located(self.class, field.range, fields));
    }

    fn finish(mut self) -> Field {
        self.flush();
        Field::List(self.out)
    }
}

fn constant_value(e: &Ast) -> Value {
    match e {
        Ast::NumberLiteral(n) => constant::number(&n.value),
        Ast::BytesLiteral(b) => Value::Bytes(Bytes::new(&b.value.bytes().collect::<Vec<u8>>())),
        Ast::BooleanLiteral(b) => Value::Bool(b.value),
        Ast::EllipsisLiteral(_) => Value::Ellipsis,
        _ => Value::None,
    }
}

fn context(ctx: ast::ExprContext) -> Field {
    let class = match ctx {
        ast::ExprContext::Store => "Store",
        ast::ExprContext::Del => "Del",
        ast::ExprContext::Load | ast::ExprContext::Invalid => "Load",
    };
    node(class, vec![])
}

pub(super) fn operator_class(op: ast::Operator) -> &'static str {
    match op {
        ast::Operator::Add => "Add",
        ast::Operator::Sub => "Sub",
        ast::Operator::Mult => "Mult",
        ast::Operator::MatMult => "MatMult",
        ast::Operator::Div => "Div",
        ast::Operator::Mod => "Mod",
        ast::Operator::Pow => "Pow",
        ast::Operator::LShift => "LShift",
        ast::Operator::RShift => "RShift",
        ast::Operator::BitOr => "BitOr",
        ast::Operator::BitXor => "BitXor",
        ast::Operator::BitAnd => "BitAnd",
        ast::Operator::FloorDiv => "FloorDiv",
    }
}

fn unary_class(op: ast::UnaryOp) -> &'static str {
    match op {
        ast::UnaryOp::Invert => "Invert",
        ast::UnaryOp::Not => "Not",
        ast::UnaryOp::UAdd => "UAdd",
        ast::UnaryOp::USub => "USub",
    }
}

fn compare_class(op: ast::CmpOp) -> &'static str {
    match op {
        ast::CmpOp::Eq => "Eq",
        ast::CmpOp::NotEq => "NotEq",
        ast::CmpOp::Lt => "Lt",
        ast::CmpOp::LtE => "LtE",
        ast::CmpOp::Gt => "Gt",
        ast::CmpOp::GtE => "GtE",
        ast::CmpOp::Is => "Is",
        ast::CmpOp::IsNot => "IsNot",
        ast::CmpOp::In => "In",
        ast::CmpOp::NotIn => "NotIn",
    }
}
