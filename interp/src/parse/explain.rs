//! stub
use super::{Mode, SyntaxError};
use crate::source::Span;
pub(super) fn explain(_text: &str, _mode: Mode, e: &rustpython_parser::ParseError) -> SyntaxError {
    SyntaxError::new(e.error.to_string(), Span::new(e.location.start().to_u32(), e.location.end().to_u32()))
}
pub(super) fn unsupported(_text: &str, e: &rustpython_parser::UnsupportedSyntaxError, span: Span) -> SyntaxError {
    SyntaxError::new(format!("{e}"), span)
}
