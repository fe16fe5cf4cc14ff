//! What compiles but is suspicious: `SyntaxWarning`s, in CPython's words.

use rustpython_ast as ast;
use rustpython_ast::{CmpOp, Expr, Operator, UnaryOp};
use rustpython_text_size::{Ranged, TextRange};

use super::{Collector, span_of};
use crate::source::Span;

/// A warning about a text, which is compiled all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxWarning {
    /// In CPython's words.
    pub message: String,
    /// What it points at.
    pub span: Span,
    /// Found after parsing.
    pub late: bool,
}

/// The type of a constant expression, as far as it shows in the syntax.
fn constant_type(e: &Expr) -> Option<&'static str> {
    Some(match e {
        Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(n) => match n.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        },
        Expr::UnaryOp(u) if u.op != UnaryOp::Not => number_type(&u.operand)?,
        Expr::BinOp(b) => match (number_type(&b.left)?, number_type(&b.right)?, b.op) {
            ("complex", ..) | (_, "complex", _) => "complex",
            ("float", ..) | (_, "float", _) | (.., Operator::Div) => "float",
            _ => "int",
        },
        Expr::Tuple(t) if t.elts.iter().all(|e| constant_type(e).is_some()) => "tuple",
        _ => return None,
    })
}

fn number_type(e: &Expr) -> Option<&'static str> {
    constant_type(e).filter(|t| matches!(*t, "int" | "float" | "complex"))
}

/// The type of what an expression makes, when the syntax alone tells.
fn made_type(e: &Expr) -> Option<&'static str> {
    Some(match e {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::FString(_) => "str",
        e => return constant_type(e),
    })
}

/// True for constants that are not unique: to compare them by identity makes no sense.
fn loose_literal(e: &Expr) -> bool {
    constant_type(e).is_some_and(|t| !matches!(t, "NoneType" | "bool" | "ellipsis"))
}

impl Collector<'_> {
    fn warn(&mut self, message: impl Into<String>, span: Span) {
        self.warnings.push(SyntaxWarning { message: message.into(), span, late: true });
    }

    pub(super) fn warn_assert(&mut self, s: &ast::StmtAssert) {
        if matches!(&*s.test, Expr::Tuple(t) if !t.elts.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?", span_of(s));
        }
    }

    pub(super) fn warn_compare(&mut self, e: &ast::ExprCompare) {
        let mut left = &*e.left;
        for (op, right) in e.ops.iter().zip(&e.comparators) {
            let (word, meant) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            let loose = if loose_literal(left) { Some(left) } else { Some(right).filter(|r| loose_literal(r)) };
            if let Some(kind) = loose.and_then(constant_type) {
                self.warn(format!("\"{word}\" with '{kind}' literal. Did you mean \"{meant}\"?"), span_of(e));
            }
            left = right;
        }
    }

    pub(super) fn warn_call(&mut self, e: &ast::ExprCall) {
        if let Some(kind) = made_type(&e.func).filter(|k| *k != "function") {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, span_of(&*e.func));
        }
    }

    pub(super) fn warn_subscript(&mut self, e: &ast::ExprSubscript) {
        let Some(kind) = made_type(&e.value).filter(|_| e.ctx.is_load()) else { return };
        match kind {
            "NoneType" | "bool" | "ellipsis" | "int" | "float" | "complex" | "set" | "generator" | "function" => {
                let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(message, span_of(&*e.value));
            }
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index) = made_type(&e.slice).filter(|k| !matches!(*k, "int" | "bool")) else { return };
                let message =
                    format!("{kind} indices must be integers or slices, not {index}; perhaps you missed a comma?");
                self.warn(message, span_of(&*e.value));
            }
            _ => {}
        }
    }

    pub(super) fn warn_strings(&mut self, e: &ast::ExprStringLiteral) {
        if self.escapes {
            e.value.iter().for_each(|part| self.warn_literal(part.range(), false));
        }
    }

    pub(super) fn warn_bytes(&mut self, e: &ast::ExprBytesLiteral) {
        if self.escapes {
            e.value.iter().for_each(|part| self.warn_literal(part.range(), true));
        }
    }

    pub(super) fn warn_part(&mut self, part: &ast::StringLiteral) {
        if self.escapes {
            self.warn_literal(part.range(), false);
        }
    }

    fn warn_literal(&mut self, range: TextRange, bytes: bool) {
        let span = super::super::span(range);
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let Some(open) = text.find(['"', '\'']) else { return };
        if text[..open].contains(['r', 'R']) {
            return;
        }
        if let Some(message) = bad_escape(&text[open..], bytes) {
            self.warn_escape(message, span);
        }
    }

    /// What the parser finds comes before what is found later.
    fn warn_escape(&mut self, message: String, span: Span) {
        let at = self.warnings.iter().position(|w| w.late).unwrap_or(self.warnings.len());
        self.warnings.insert(at, SyntaxWarning { message, span, late: false });
    }

    /// A part of an f-string between two fields.
    pub(super) fn warn_middle(&mut self, range: TextRange, raw: bool) {
        if !self.escapes || raw {
            return;
        }
        let span = super::super::span(range);
        // A backslash at its end stands before a brace.
        let end = span.end as usize + 1;
        let text = self.text.get(span.start as usize..end).or_else(|| self.text.get(span.start as usize..end - 1));
        let text = text.map(|t| if t.ends_with(['{', '}']) { t } else { &t[..(span.end - span.start) as usize] });
        if let Some(message) = text.and_then(|t| bad_escape(t, false)) {
            self.warn_escape(message, span);
        }
    }
}

/// What is wrong with the first escape sequence that means nothing.
fn bad_escape(literal: &str, bytes: bool) -> Option<String> {
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        let mut chars = rest[at + 1..].chars();
        let c = chars.next()?;
        match c {
            '\n' | '\r' | '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' => {}
            'N' | 'u' | 'U' if !bytes => {}
            '0'..='7' => {
                let digits = rest[at + 1..].bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let digits = &rest[at + 1..at + 1 + digits];
                if u32::from_str_radix(digits, 8).is_ok_and(|n| n > 0o377) {
                    return Some(format!("invalid octal escape sequence '\\{digits}'"));
                }
            }
            c => return Some(format!("invalid escape sequence '\\{c}'")),
        }
        rest = chars.as_str();
    }
    None
}
