//! Keyword arguments of the function that is being called.

use taipan_interp::types::dict::Dict;
use taipan_interp::{Ref, Vm};

use super::context::Call;
use super::{Candidate, known};
use crate::prompt::lexer::Token;
use crate::prompt::signature::{self, Kind};

pub fn complete(
    vm: &Vm,
    globals: &Ref<Dict>,
    before: &str,
    tokens: &[Token],
    call: &Call,
    prefix: &str,
) -> Vec<Candidate> {
    let known = known::value(vm, globals, before, &tokens[call.callee.clone()]);
    let Some(parameters) = known.and_then(|known| signature::of_known(vm, &known)) else { return Vec::new() };
    let by_keyword = parameters.iter().enumerate().filter(|(i, p)| match p.kind {
        // Given by position already.
        Kind::Either => *i >= call.argument - call.keywords.len().min(call.argument),
        kind => kind == Kind::KeywordOnly,
    });
    let open =
        by_keyword.map(|(_, p)| &p.name).filter(|n| n.starts_with(prefix) && !call.keywords.contains(&n.as_str()));
    open.map(|name| Candidate::new(format!("{name}="))).collect()
}
