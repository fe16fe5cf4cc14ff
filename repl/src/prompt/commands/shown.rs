//! `%all`, `%page`, `%tb`, `%debug`, `%capture`: a result in full, in the pager, the last error once more, output as a
//! value.

use taipan_interp::types::exception::Exception;
use taipan_interp::types::simple_namespace;
use taipan_interp::{PyResult, Ref, Value, Vm, sys, traceback};

use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::{self, Style};

pub(super) const COMMANDS: &[Command] = &[
    Command::new("all", "[EXPRESSION]", "Show a value in full; without one the last result", Argument::Code, all),
    Command::new("page", "[EXPRESSION]", "Show a value, or the last result, in the pager", Argument::Code, page),
    Command::new("tb", "[-v]", "Print the last traceback again", Argument::None, again)
        .also(&["xmode"])
        .more("-v: with the variables of each frame."),
    Command::new("debug", "", "Look around in the frames of the last error", Argument::None, debug).also(&["pdb"]),
    Command::new("capture", "[NAME]", "Run lines, and keep what they write: %%capture NAME", Argument::Code, capture)
        .more("The lines follow in the same entry. NAME.stdout and NAME.stderr are what they wrote."),
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
    let verbose = match arguments {
        "" => false,
        "-v" | "Verbose" => true,
        _ => return Err(Failure::Usage),
    };
    let error = last_error(context)?;
    if verbose {
        let text = context.support("verbose", &[Value::Exception(error)])?;
        context.print(context.vm.str(&text)?.as_str())?;
        return Ok(Outcome::Done);
    }
    sys::flush_streams(context.vm);
    traceback::print_exception(context.vm, &error);
    Ok(Outcome::Done)
}

fn last_error(context: &Context) -> Result<Ref<Exception>, Failure> {
    match sys::get(context.vm, "last_exc") {
        Some(Value::Exception(error)) => Ok(error),
        _ => Err(Failure::Said("no error yet".to_owned())),
    }
}

fn debug(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    let error = last_error(context)?;
    context.support("debug", &[Value::Exception(error)])?;
    Ok(Outcome::Done)
}

/// The streams of a session, while others stand in for them.
struct Streams([Option<Value>; 2]);

const NAMES: [&str; 2] = ["stdout", "stderr"];

impl Streams {
    /// Puts texts in memory in their place, which are returned.
    fn replace(context: &Context) -> PyResult<(Streams, [Value; 2])> {
        let before = NAMES.map(|name| sys::get(context.vm, name));
        let made = [context.call("io", "StringIO", &[])?, context.call("io", "StringIO", &[])?];
        for (name, stream) in NAMES.iter().zip(&made) {
            sys::set(context.vm, name, stream.clone());
        }
        Ok((Streams(before), made))
    }

    fn restore(self, vm: &Vm) {
        for (name, stream) in NAMES.iter().zip(self.0) {
            if let Some(stream) = stream {
                sys::set(vm, name, stream);
            }
        }
    }
}

fn capture(context: &Context, arguments: &str) -> Ran {
    let (name, text) = arguments.split_once('\n').ok_or(Failure::Usage)?;
    let name = name.trim().to_owned();
    let code = context.compile(text, "<capture>")?;
    let (streams, made) = Streams::replace(context)?;
    let after = move |context: &Context, result: PyResult| {
        let vm = context.vm;
        streams.restore(vm);
        let value = |stream: &Value| vm.call_method(stream, &vm.intern("getvalue"), &[]);
        let texts = [(NAMES[0], value(&made[0])?), (NAMES[1], value(&made[1])?)];
        if !name.is_empty() {
            context.globals.set_str(&vm.intern(&name), simple_namespace::new(vm, &texts));
        }
        result.map(|_| Outcome::Done)
    };
    let started = context.start(&code);
    match started {
        Ok(coroutine) if code.kind.suspends() => Ok(Outcome::Await(coroutine, Box::new(after))),
        result => Ok(after(context, result)?),
    }
}
