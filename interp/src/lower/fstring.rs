//! f-strings and t-strings.

use rustpython_ast as ast;
use rustpython_text_size::Ranged;

use super::body::Lower;
use super::operands::Operands;
use super::span_of;
use crate::tree::{Expr, FField, FPart, Intrinsic, IntrinsicCall};
use crate::types::str::Str;
use crate::value::Value;

/// In the place of what stands before `x=`: there is no `=`, and what follows is the text of an interpolation.
pub(super) const TEXT_ONLY: &str = "\0";

impl Lower<'_> {
    pub(super) fn fstring(&mut self, f: ast::ExprFString) -> Expr {
        let mut parts = Vec::new();
        for part in &f.value {
            match part {
                ast::FStringPart::Literal(text) => push_text(&mut parts, &self.literal_part(text.as_str(), text.range)),
                ast::FStringPart::FString(f) => {
                    f.elements.iter().for_each(|e| self.part(&mut parts, e.clone()));
                }
            }
        }
        match &mut parts[..] {
            [] => Expr::Const(Value::str("")),
            [FPart::Text(text)] => Expr::Const(Value::Str(text.clone())),
            _ => Expr::FString(parts.into()),
        }
    }

    fn part(&mut self, parts: &mut Vec<FPart>, part: ast::InterpolatedStringElement) {
        let suspends = self.part_suspends(&part);
        let field = match part {
            ast::InterpolatedStringElement::Literal(text) => {
                return push_text(parts, &self.literal_part(&text.value, text.range));
            }
            ast::InterpolatedStringElement::Interpolation(field) => field,
        };
        if suspends && parts.iter().any(|p| matches!(p, FPart::Field(_))) {
            // What stands before is formatted before this one suspends.
            let text = self.park(Expr::FString(std::mem::take(parts).into()));
            let span = span_of(&field);
            parts.push(FPart::Field(FField { value: text, conversion: None, spec: None, span }));
        }
        let span = span_of(&field);
        let mut conversion = field.conversion.to_char();
        if let Some(debug) = &field.debug_text {
            push_text(parts, &self.debug_text(debug, &field));
            if conversion.is_none() && field.format_spec.is_none() {
                conversion = Some('r');
            }
        }
        let spec_suspends =
            field.format_spec.as_ref().is_some_and(|s| s.elements.iter().any(|e| self.part_suspends(e)));
        let mut value = self.expr(*field.expression);
        if spec_suspends {
            value = self.park(value);
        }
        let spec = field.format_spec.map(|spec| {
            let mut parts = Vec::new();
            spec.elements.iter().for_each(|e| self.part(&mut parts, e.clone()));
            parts.into_boxed_slice()
        });
        let spec = spec.filter(|s| !s.is_empty());
        parts.push(FPart::Field(FField { value, conversion, spec, span }));
    }

    /// `x=` as written, blanks included.
    fn debug_text(&self, debug: &ast::DebugText, field: &ast::InterpolatedElement) -> String {
        let text = self.unit.source.text();
        let range = field.expression.range();
        let expr = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
        format!("{}{expr}{}", debug.leading, debug.trailing)
    }

    /// A t-string: strings and interpolations, in order.
    pub(super) fn tstring(&mut self, t: ast::ExprTString) -> Expr {
        let span = span_of(&t);
        let mut operands = Operands::default();
        let mut text = String::new();
        for e in t.value.elements() {
            match e {
                ast::InterpolatedStringElement::Literal(l) => text.push_str(&self.literal_part(&l.value, l.range)),
                ast::InterpolatedStringElement::Interpolation(i) => {
                    if self.part_suspends(e) {
                        self.park_all(&mut operands);
                    }
                    let mut literal = std::mem::take(&mut text);
                    let mut conversion = i.conversion.to_char();
                    if let Some(debug) = i.debug_text.as_ref().filter(|debug| debug.leading != TEXT_ONLY) {
                        literal.push_str(&self.debug_text(debug, i));
                        if conversion.is_none() && i.format_spec.is_none() {
                            conversion = Some('r');
                        }
                    }
                    operands.trees.push(Expr::Const(Value::str(&literal)));
                    let interpolation = self.interpolation(i, conversion);
                    operands.trees.push(interpolation);
                }
            }
        }
        operands.trees.push(Expr::Const(Value::str(&text)));
        Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::Template, args: operands.trees.into(), span }))
    }

    fn interpolation(&mut self, i: &ast::InterpolatedElement, conversion: Option<char>) -> Expr {
        let range = i.expression.range();
        let source = self.unit.source.text();
        let text = match &i.debug_text {
            Some(debug) if debug.leading == TEXT_ONLY => Value::str(&debug.trailing),
            _ => Value::str(source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()),
        };
        let conversion = conversion.map_or(Value::None, |c| Value::str(&c.to_string()));
        let spec_suspends = i.format_spec.as_ref().is_some_and(|s| s.elements.iter().any(|e| self.part_suspends(e)));
        let mut value = self.expr((*i.expression).clone());
        if spec_suspends {
            value = self.park(value);
        }
        let mut parts = Vec::new();
        if let Some(spec) = &i.format_spec {
            spec.elements.iter().for_each(|e| self.part(&mut parts, e.clone()));
        }
        let spec = match &parts[..] {
            [] => Expr::Const(Value::str("")),
            _ => Expr::FString(parts.into()),
        };
        let args = Box::new([value, Expr::Const(text), Expr::Const(conversion), spec]);
        Expr::Intrinsic(Box::new(IntrinsicCall { op: Intrinsic::Interpolation, args, span: span_of(i) }))
    }
}

/// Adds literal text, joined to the text before.
fn push_text(parts: &mut Vec<FPart>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(FPart::Text(before)) = parts.last_mut() {
        *before = Str::new(&format!("{before}{text}"));
    } else {
        parts.push(FPart::Text(Str::new(text)));
    }
}
