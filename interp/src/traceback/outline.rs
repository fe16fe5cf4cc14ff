//! What the printer of tracebacks asks of the parser: the outline of the expression that failed, and of the statement that
//! it stands in. Beside `parse` and `lower` the only place that knows the parser's types.

use rustpython_ast::{Expr, Stmt};
use rustpython_parser::{parse_expression, parse_module};
use rustpython_text_size::{Ranged, TextSize};

/// The parts of an expression that tell its operator from its operands; byte offsets in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outline {
    /// `left op right`.
    Binary { left_end: usize, right_start: usize },
    /// `value[…]`: the bracket opens after `value_end` and closes at `end`.
    Subscript { value_end: usize, end: usize },
    /// `func(…)`, likewise.
    Call { func_end: usize, end: usize },
}

/// The outline of an expression, which may go over several lines. `None`: it is another kind, or none at all.
pub fn expression(text: &str) -> Option<Outline> {
    // In brackets line ends mean nothing, as where the text was taken from.
    let wrapped = format!("(\n{text}\n)");
    let parsed = parse_expression(&wrapped).ok()?;
    let at = |offset: TextSize| usize::from(offset).saturating_sub(2);
    match &*parsed.syntax().body {
        Expr::BinOp(e) => Some(Outline::Binary { left_end: at(e.left.end()), right_start: at(e.right.start()) }),
        Expr::Subscript(e) => Some(Outline::Subscript { value_end: at(e.value.end()), end: at(e.range.end()) }),
        Expr::Call(e) => Some(Outline::Call { func_end: at(e.func.end()), end: at(e.range.end()) }),
        _ => None,
    }
}

/// What the first statement of a text is, as far as markers care.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Statement {
    /// The text is no valid code (a part of a longer statement, most often).
    Invalid,
    /// There is none.
    Empty,
    /// `return name(…)` or `name = call(…)`: where the call stands.
    Call {
        start: usize,
        end: usize,
    },
    Other,
}

/// The kind of the first statement.
pub fn first_statement(text: &str) -> Statement {
    let Ok(parsed) = parse_module(text) else { return Statement::Invalid };
    let Some(first) = parsed.syntax().body.first() else { return Statement::Empty };
    let call = match first {
        Stmt::Return(s) => match s.value.as_deref() {
            Some(Expr::Call(call)) if call.func.is_name_expr() => call,
            _ => return Statement::Other,
        },
        Stmt::Assign(s) => match (&s.targets[..], &*s.value) {
            ([Expr::Name(_)], Expr::Call(call)) => call,
            _ => return Statement::Other,
        },
        _ => return Statement::Other,
    };
    Statement::Call { start: call.start().into(), end: call.end().into() }
}
