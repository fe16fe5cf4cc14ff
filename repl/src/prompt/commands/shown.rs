//! `%all`, `%page`, `%tb`: a result in full, in the pager, and the last error once more.

use taipan_interp::{Value, sys, traceback};

use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::{self, Style};

pub(super) const COMMANDS: &[Command] = &[
    Command::new("all", "[EXPRESSION]", "Show a value in full; without one the last result", Argument::Code, all),
    Command::new("page", "[EXPRESSION]", "Show a value, or the last result, in the pager", Argument::Code, page),
    Command::new("tb", "", "Print the last traceback again", Argument::None, again),
];

fn value(context: &Context, text: &str) -> Result<Value, Failure> {
    if !text.is_empty() {
        return Ok(context.evaluate(text)?);
    }
    let last = context.vm.builtins.get_str(&context.vm.intern("_"));
    last.ok_or_else(|| Failure::Said("no result yet".to_owned()))
}

fn all(context: &Context, text: &str) -> Ran {
    let value = value(context, text)?;
    let text = results::text(context.vm, &value, context.style, true)?;
    context.print(&text)?;
    context.print("\n")?;
    Ok(Outcome::Done)
}

fn page(context: &Context, text: &str) -> Ran {
    let value = value(context, text)?;
    let text = match &value {
        Value::Str(s) => s.to_string(),
        _ => results::text(context.vm, &value, Style { colours: false, ..context.style }, true)?,
    };
    in_pager(context, &text)
}

/// Shows a text in the pager.
pub(in crate::prompt) fn in_pager(context: &Context, text: &str) -> Ran {
    let waited = context.support("page", &[Value::str(text)])?;
    Ok(Outcome::Await(waited, Box::new(|_, shown| shown.map(|_| Outcome::Done))))
}

fn again(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    match sys::get(context.vm, "last_exc") {
        Some(Value::Exception(error)) => {
            sys::flush_streams(context.vm);
            traceback::print_exception(context.vm, &error);
            Ok(Outcome::Done)
        }
        _ => Err(Failure::Said("no error yet".to_owned())),
    }
}
