//! Names: those of the session, the builtins, keywords, and what the entry itself mentions (parameters and variables of a
//! function that is still being typed).

use taipan_interp::types::dict::Dict;
use taipan_interp::{Ref, Vm};

use super::attributes::add;
use super::{Candidate, is_wanted, sorted};
use crate::prompt::lexer::{Kind, lex};
use crate::prompt::vocabulary::{CONSTANTS, KEYWORDS, SOFT_KEYWORDS};

pub fn complete(vm: &Vm, globals: &Ref<Dict>, code: &str, cursor: usize, prefix: &str) -> Vec<Candidate> {
    let wanted = |name: &str| is_wanted(name, prefix);
    let mut names = Vec::new();
    add(globals, &wanted, &mut names);
    add(&vm.builtins, &wanted, &mut names);
    let words = KEYWORDS.iter().chain(&CONSTANTS).chain(&SOFT_KEYWORDS);
    // Nobody looks for keywords without having begun one.
    names.extend(words.filter(|w| !prefix.is_empty() && wanted(w)).map(|w| (*w).to_owned()));
    mentioned(code, cursor, prefix, &mut names);
    sorted(names)
}

/// The names in the entry, but for the one at the cursor.
fn mentioned(code: &str, cursor: usize, prefix: &str, names: &mut Vec<String>) {
    let tokens = lex(code);
    for (i, token) in tokens.iter().enumerate() {
        let is_name = matches!(token.kind, Kind::Name | Kind::Definition);
        let here = token.start <= cursor && cursor <= token.end;
        let attribute = i > 0 && &code[tokens[i - 1].start..tokens[i - 1].end] == ".";
        let name = &code[token.start..token.end];
        if is_name && !here && !attribute && is_wanted(name, prefix) {
            names.push(name.to_owned());
        }
    }
}
