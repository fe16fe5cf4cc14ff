//! stub
use super::SyntaxError;
pub(super) fn check(_text: &str) -> Result<(), SyntaxError> {
    Ok(())
}
