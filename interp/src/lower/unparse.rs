//! Annotations as text, for `from __future__ import annotations`: the common forms in the normal form that CPython's
//! unparser gives them, the rest as written.

use rustpython_ast as ast;
use rustpython_ast::Expr;
use rustpython_text_size::Ranged;

/// The text of an annotation.
pub(super) fn annotation(source: &str, e: &Expr) -> String {
    let mut out = String::new();
    write(source, e, &mut out);
    out
}

/// As written, on one line.
fn as_written(source: &str, e: &Expr, out: &mut String) {
    let range = e.range();
    let text = source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
    if !text.contains(['\n', '\r']) {
        out.push_str(text);
        return;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    out.push_str(&words.join(" "));
}

fn write(source: &str, e: &Expr, out: &mut String) {
    match e {
        Expr::Name(n) => out.push_str(&n.id),
        Expr::NoneLiteral(_) => out.push_str("None"),
        Expr::BooleanLiteral(b) => out.push_str(if b.value { "True" } else { "False" }),
        Expr::EllipsisLiteral(_) => out.push_str("..."),
        Expr::StringLiteral(s) => quote(s.value.to_str(), out),
        Expr::Attribute(a) => {
            write(source, &a.value, out);
            out.push('.');
            out.push_str(a.attr.as_str());
        }
        Expr::Subscript(s) => {
            write(source, &s.value, out);
            out.push('[');
            match &*s.slice {
                Expr::Tuple(t) if !t.elts.is_empty() => {
                    list(source, &t.elts, out);
                    if t.elts.len() == 1 {
                        out.push(',');
                    }
                }
                slice => write(source, slice, out),
            }
            out.push(']');
        }
        Expr::List(l) => {
            out.push('[');
            list(source, &l.elts, out);
            out.push(']');
        }
        Expr::Tuple(t) => {
            out.push('(');
            list(source, &t.elts, out);
            out.push_str(if t.elts.len() == 1 { ",)" } else { ")" });
        }
        Expr::BinOp(b) if b.op == ast::Operator::BitOr && !b.right.is_bin_op_expr() => {
            write(source, &b.left, out);
            out.push_str(" | ");
            write(source, &b.right, out);
        }
        Expr::Starred(s) => {
            out.push('*');
            write(source, &s.value, out);
        }
        e => as_written(source, e, out),
    }
}

fn list(source: &str, elts: &[Expr], out: &mut String) {
    for (i, e) in elts.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        write(source, e, out);
    }
}

/// A string literal as `repr` writes it.
fn quote(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.push(quote);
}
