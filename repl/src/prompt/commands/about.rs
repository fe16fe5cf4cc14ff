//! `%help`: the commands themselves; and `%pinfo` and its like, which are `name?` by other names.

use super::{Argument, Command, Context, FAMILIES, Failure, Outcome, Ran, find, unknown};
use crate::prompt::help;
use crate::prompt::results::paint::Role;

pub(super) const COMMANDS: &[Command] = &[
    Command::new("help", "[COMMAND]", "List the commands, or explain one", Argument::Command, explain)
        .also(&["lsmagic", "magic", "quickref"]),
    Command::new("pinfo", "NAME", "Signature, documentation and file; as NAME?", Argument::Name, |c, n| {
        help::inspect(c, n, false)
    })
    .also(&["pdoc", "pdef"]),
    Command::new("psource", "NAME", "The source; as NAME??", Argument::Name, |c, n| help::inspect(c, n, true))
        .also(&["pinfo2"]),
    Command::new("psearch", "PATTERN", "Names that match; as *sleep*?", Argument::Text, |c, n| {
        help::inspect(c, n, false)
    }),
];

fn explain(context: &Context, name: &str) -> Ran {
    let name = name.trim_start_matches('%');
    if name.is_empty() {
        return list(context);
    }
    let command = find(name).ok_or_else(|| unknown(name))?;
    let mut out = format!("{}\n    {}.\n", short_usage(command), command.about);
    for line in command.more.lines() {
        out.push_str(&format!("    {line}\n"));
    }
    if !command.aliases.is_empty() {
        let names: Vec<String> = command.aliases.iter().map(|a| format!("%{a}")).collect();
        out.push_str(&format!("    Also: {}\n", names.join(", ")));
    }
    context.print(&out)?;
    Ok(Outcome::Done)
}

/// Columns for how commands are called; with what they do the list fits 80.
const USAGE_WIDTH: usize = 25;

/// How a command is called, cut after a whole argument.
fn short_usage(command: &Command) -> String {
    let mut usage = command.usage();
    while usage.chars().count() > USAGE_WIDTH {
        let shorter = usage.trim_end_matches(" …");
        usage = match shorter.rfind(" [").or_else(|| shorter.rfind(' ')) {
            Some(end) => format!("{} …", &shorter[..end]),
            None => return usage,
        };
    }
    usage
}

fn list(context: &Context) -> Ran {
    let width = USAGE_WIDTH;
    let mut out = String::new();
    for (family, commands) in FAMILIES {
        out.push_str(&context.painted(Role::Name, family));
        out.push('\n');
        for command in *commands {
            out.push_str(&format!("  {:width$}  {}\n", short_usage(command), command.about));
        }
    }
    out.push_str(&context.painted(Role::Name, "Besides"));
    let besides = [
        ("NAME?   NAME??", "What a name is; with its source"),
        ("!COMMAND   x = !COMMAND", "Run a command of the shell; its lines as a value"),
        ("_   __   ___", "The last results"),
        ("help(x)", "Documentation, in a pager"),
    ];
    out.push('\n');
    for (what, about) in besides {
        out.push_str(&format!("  {what:width$}  {about}\n"));
    }
    out.push_str("The % can be left out where the line is no Python: cd .., ls, who.\n");
    context.print(&out)?;
    Ok(Outcome::Done)
}

/// What a command is asked for by `%name?`.
pub(in crate::prompt) fn command_help(context: &Context, name: &str) -> Ran {
    if name.is_empty() {
        return Err(Failure::Usage);
    }
    explain(context, name)
}
