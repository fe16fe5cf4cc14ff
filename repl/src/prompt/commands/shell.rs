//! `!command`, and the few commands of a shell that must act on this process: directory and environment.
//!
//! A command runs as a child that has the terminal; the loop lives meanwhile. `$name` and `{expression}` in it are
//! replaced by values of the session.

use std::cell::RefCell;

use taipan_interp::{PyResult, Value};

use super::parse::words;
use super::{Argument, Command, Context, Failure, Outcome, Ran, files};

pub(super) const COMMANDS: &[Command] = &[
    Command::new(
        "cd",
        "[DIRECTORY | -]",
        "Change the directory; - goes back, nothing is home",
        Argument::Directory,
        cd,
    ),
    Command::new("pushd", "DIRECTORY", "Change the directory; %popd goes back", Argument::Directory, pushd),
    Command::new("popd", "", "Go back to where the last %pushd was", Argument::None, popd),
    Command::new("dirs", "", "The directories that %popd goes back to", Argument::None, dirs).also(&["dhist"]),
    Command::new("pwd", "", "The directory", Argument::None, pwd),
    Command::new("ls", "[ARGUMENTS]", "List a directory", Argument::File, |c, a| tool(c, "ls", a)).also(&["ll", "dir"]),
    Command::new("cat", "FILE...", "Show files", Argument::File, |c, a| tool(c, "cat", a)).also(&["pycat"]),
    Command::new("mkdir", "DIRECTORY...", "Make directories", Argument::Directory, |c, a| tool(c, "mkdir", a)),
    Command::new("rmdir", "DIRECTORY...", "Remove empty directories", Argument::Directory, |c, a| tool(c, "rmdir", a)),
    Command::new("cp", "FROM... TO", "Copy files", Argument::File, |c, a| tool(c, "cp", a)),
    Command::new("mv", "FROM... TO", "Move files", Argument::File, |c, a| tool(c, "mv", a)),
    Command::new("rm", "FILE...", "Remove files", Argument::File, |c, a| tool(c, "rm", a)),
    Command::new("less", "FILE...", "Read files", Argument::File, |c, a| tool(c, "less", a)).also(&["more"]),
    Command::new("man", "PAGE", "Read a page of the manual", Argument::Text, |c, a| tool(c, "man", a)),
    Command::new(
        "env",
        "[NAME[=VALUE]]",
        "The environment: all of it, one variable, or set one",
        Argument::Environment,
        env,
    )
    .also(&["set_env"]),
    Command::new("sx", "COMMAND", "The lines that a shell command writes, as !!COMMAND", Argument::File, lines)
        .also(&["system"]),
    Command::new("bash", "COMMANDS", "Run lines in the shell: %%bash, then the lines", Argument::Text, run)
        .also(&["sh"]),
    Command::new(
        "writefile",
        "FILE",
        "Write lines to a file: %%writefile FILE, then these",
        Argument::File,
        write_file,
    )
    .also(&["file"]),
    Command::new("pip", "ARGUMENTS", "Run pip", Argument::Text, |c, a| tool(c, "pip", a)),
    Command::new("clear", "", "Clear the screen", Argument::None, |c, a| tool(c, "clear", a)).also(&["cls"]),
];

/// The directory before the last `%cd`.
#[derive(Default)]
struct Before(RefCell<Option<String>>);

/// The directories that `%pushd` left, the last one last.
#[derive(Default)]
struct Pushed(RefCell<Vec<String>>);

/// Runs a command of the shell.
pub(super) fn run(context: &Context, command: &str) -> Ran {
    if command.is_empty() {
        return Err(Failure::Said("usage: !COMMAND".to_owned()));
    }
    let command = substitute(context, command)?;
    // A directory changed in a child would change nothing here.
    let alone = !command.contains(['\n', ';', '&', '|']);
    if let Some(target) = command.strip_prefix("cd").filter(|t| alone && (t.is_empty() || t.starts_with(' '))) {
        return cd(context, target.trim());
    }
    let waited = context.support("shell", &[Value::str(&command)])?;
    Ok(Outcome::Await(
        waited,
        Box::new(|context, status| {
            let status = status?;
            context.globals.set_str(&context.vm.intern("_exit_code"), status);
            Ok(Outcome::Done)
        }),
    ))
}

/// Runs a command of the shell: the lines that it writes.
pub(super) fn lines(context: &Context, command: &str) -> Ran {
    if command.is_empty() {
        return Err(Failure::Said("usage: !!COMMAND".to_owned()));
    }
    let waited = context.support("lines", &[Value::str(&substitute(context, command)?)])?;
    Ok(Outcome::Await(waited, Box::new(|_, lines| lines.map(Outcome::Value))))
}

fn tool(context: &Context, name: &str, arguments: &str) -> Ran {
    run(context, format!("{name} {arguments}").trim_end())
}

/// A piece of a command line.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    /// `$name`: a name of the session's, or else the shell's own.
    Name(&'t str),
    /// `{expression}`: as it stands, if it has no value.
    Expression(&'t str),
}

/// Splits a command line at what the session's values may stand for. `$$` is the shell's `$`, and `{{` a brace.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(found) = text[at..].find(['$', '{']) {
        let start = at + found;
        let rest = &text[start + 1..];
        if rest.starts_with(&text[start..=start]) {
            parts.push(Part::Text(&text[plain..=start]));
            at = start + 2;
            plain = at;
            continue;
        }
        let len = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let brace = text[start..].starts_with('{');
        let end = if brace { rest.find('}').map(|e| start + 1 + e + 1) } else { Some(start + 1 + len) };
        let Some(end) = end.filter(|e| brace || (*e > start + 1 && !rest.starts_with(|c: char| c.is_ascii_digit())))
        else {
            at = start + 1;
            continue;
        };
        parts.push(Part::Text(&text[plain..start]));
        parts.push(if brace { Part::Expression(&text[start..end]) } else { Part::Name(&text[start..end]) });
        at = end;
        plain = end;
    }
    parts.push(Part::Text(&text[plain..]));
    parts
}

fn substitute(context: &Context, command: &str) -> PyResult<String> {
    let vm = context.vm;
    let mut out = String::new();
    for part in parts(command) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Name(text) => match context.globals.get_str(&vm.intern(&text[1..])) {
                Some(value) => out.push_str(vm.str(&value)?.as_str()),
                None => out.push_str(text),
            },
            // `{a,b}` and `${NAME}` are the shell's.
            Part::Expression(text) => match context.evaluate(&text[1..text.len() - 1]) {
                Ok(value) if !matches!(value, Value::Tuple(_)) => out.push_str(vm.str(&value)?.as_str()),
                _ => out.push_str(text),
            },
        }
    }
    Ok(out)
}

fn cd(context: &Context, target: &str) -> Ran {
    let vm = context.vm;
    let before = vm.state(|_| Before::default());
    let words = words(target).ok_or(Failure::Usage)?;
    let path = match words.as_slice() {
        [] => files::expand(context, "~")?,
        [only] if only == "-" => {
            let back = before.0.borrow().clone();
            back.ok_or_else(|| Failure::Said("no directory to go back to".to_owned()))?
        }
        [only] => files::expand(context, only)?,
        _ => return Err(Failure::Usage),
    };
    go(context, path)
}

/// Changes the directory, and says which it is now.
fn go(context: &Context, path: String) -> Ran {
    let vm = context.vm;
    let before = vm.state(|_| Before::default());
    let here = vm.host.cwd().ok();
    vm.host.chdir(&path).map_err(|e| vm.os_error(&e, Some(&path)))?;
    *before.0.borrow_mut() = here;
    let now = vm.host.cwd().unwrap_or(path);
    context.print(&format!("{now}\n"))?;
    Ok(Outcome::Done)
}

fn pushd(context: &Context, target: &str) -> Ran {
    if target.is_empty() {
        return Err(Failure::Usage);
    }
    let here = context.vm.host.cwd().map_err(|e| context.vm.os_error(&e, None))?;
    let ran = cd(context, target)?;
    context.vm.state(|_| Pushed::default()).0.borrow_mut().push(here);
    Ok(ran)
}

fn popd(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    let last = context.vm.state(|_| Pushed::default()).0.borrow_mut().pop();
    let path = last.ok_or_else(|| Failure::Said("no directory to go back to".to_owned()))?;
    go(context, path)
}

fn dirs(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    let all = context.vm.state(|_| Pushed::default()).0.borrow().clone();
    Ok(Outcome::Value(Value::list(all.iter().map(|d| Value::str(d)).collect())))
}

fn pwd(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    let here = context.vm.host.cwd().map_err(|e| context.vm.os_error(&e, None))?;
    Ok(Outcome::Value(Value::str(&here)))
}

fn env(context: &Context, arguments: &str) -> Ran {
    let vm = context.vm;
    let environ = vm.get_attr(&vm.import("os")?, &vm.intern("environ"))?;
    if arguments.is_empty() {
        let all = vm.call(&Value::Type(vm.types.dict.clone()), &[environ])?;
        return Ok(Outcome::Value(all));
    }
    let pair = arguments.split_once('=').or_else(|| arguments.split_once(' '));
    match pair {
        Some((name, value)) => {
            let value = substitute(context, value.trim())?;
            vm.set_item(&environ, &Value::str(name.trim()), Value::str(&value))?;
            Ok(Outcome::Done)
        }
        None => {
            let value = vm.call_method(&environ, &vm.intern("get"), &[Value::str(arguments)])?;
            if value.is_none() {
                return Err(Failure::Said(format!("no variable {arguments} in the environment")));
            }
            Ok(Outcome::Value(value))
        }
    }
}

fn write_file(context: &Context, arguments: &str) -> Ran {
    let (head, text) = arguments.split_once('\n').ok_or(Failure::Usage)?;
    let words = words(head).ok_or(Failure::Usage)?;
    let (mode, path) = match words.as_slice() {
        [path] => ("w", path),
        [option, path] if option == "-a" => ("a", path),
        _ => return Err(Failure::Usage),
    };
    context.support("write", &[Value::str(path), Value::str(&format!("{text}\n")), Value::str(mode)])?;
    context.print(&format!("written to {path}\n"))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_a_command_line() {
        let shown = |text| parts(text).into_iter().filter(|p| *p != Part::Text("")).collect::<Vec<_>>();
        assert_eq!(
            shown("echo $x {y + 1}"),
            [Part::Text("echo "), Part::Name("$x"), Part::Text(" "), Part::Expression("{y + 1}")]
        );
        assert_eq!(shown("$$HOME {{a}"), [Part::Text("$"), Part::Text("HOME {"), Part::Text("a}")]);
        assert_eq!(shown("awk '$1 {' $"), [Part::Text("awk '$1 {' $")]);
    }
}
