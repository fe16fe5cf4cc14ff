//! `%who`, `%whos`, `%reset`, `%del`, `%store`: the names of the session.

use taipan_interp::{PyResult, Value};

use super::parse::options;
use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::gather::Limits;
use crate::prompt::results::layout::{Layout, grouped};
use crate::prompt::results::{gather::Gatherer, paint::Role};

pub(super) const COMMANDS: &[Command] = &[
    Command::new("who", "[TYPE...]", "List the names of the session", Argument::Text, who)
        .more("With names of types: those of these types alone."),
    Command::new("whos", "[TYPE...]", "List the names with type and value", Argument::Text, whos),
    Command::new("who_ls", "[TYPE...]", "The names of the session as a list", Argument::Text, who_list),
    Command::new("store", "[-r | -d] [NAME...]", "Keep values from session to session", Argument::Name, store)
        .more("%store x keeps x, %store -r brings what was kept back, %store -d x forgets it, %store lists it."),
    Command::new("reset", "[-f]", "Remove all names of the session; tasks go on", Argument::None, reset)
        .more("Asks first; -f: does not ask."),
    Command::new("del", "NAME...", "Remove names from the session", Argument::Name, delete).also(&["xdel"]),
    Command::new("reset_selective", "REGEX", "Remove the names that an expression matches", Argument::Text, reset_some),
];

/// The names that programs gave, in order, with their values.
fn own(context: &Context) -> Vec<(String, Value)> {
    let own = |(name, value): (Value, Value)| {
        let name = name.as_str()?.to_string();
        (!name.starts_with('_')).then_some((name, value))
    };
    let mut found: Vec<_> = context.globals.items().into_iter().filter_map(own).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn of_types(context: &Context, types: &str) -> Vec<(String, Value)> {
    let wanted: Vec<&str> = types.split_whitespace().collect();
    let mut found = own(context);
    found.retain(|(_, v)| wanted.is_empty() || wanted.contains(&context.vm.type_name(v).as_str()));
    found
}

fn nothing(context: &Context) -> Ran {
    context.print("no names\n")?;
    Ok(Outcome::Done)
}

fn who(context: &Context, types: &str) -> Ran {
    let found = of_types(context, types);
    if found.is_empty() {
        return nothing(context);
    }
    let mut out = String::new();
    let mut column = 0;
    for (name, _) in found {
        let width = name.chars().count();
        if column > 0 && column + 2 + width > context.style.width {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push_str("  ");
            column += 2;
        }
        out.push_str(&name);
        column += width;
    }
    out.push('\n');
    context.print(&out)?;
    Ok(Outcome::Done)
}

/// What a value is, on one line.
fn brief(context: &Context, value: &Value, width: usize) -> PyResult<String> {
    let vm = context.vm;
    if let Value::Function(_) | Value::Type(_) | Value::Module(_) | Value::Native(_) = value {
        return Ok(vm.repr(value)?.to_string());
    }
    let limits = Limits { items: 20, inner_text: width, text: width, total: 4 * width, ..Limits::brief(width) };
    let node = Gatherer::new(vm, limits).value(value)?;
    let text = Layout::new(false, usize::MAX / 2).write(&node).replace('\n', " ");
    Ok(match vm.len(value) {
        Ok(n) if !matches!(value, Value::Str(_)) && n > 3 => format!("{} items: {text}", grouped(n)),
        _ => text,
    })
}

/// At most so many columns.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn whos(context: &Context, types: &str) -> Ran {
    let found = of_types(context, types);
    if found.is_empty() {
        return nothing(context);
    }
    let vm = context.vm;
    let name_width = found.iter().map(|(n, _)| n.chars().count()).max().unwrap_or(0).clamp(4, 30);
    let type_width = found.iter().map(|(_, v)| vm.type_name(v).len()).max().unwrap_or(0).clamp(4, 20);
    let left = context.style.width.saturating_sub(name_width + type_width + 4).max(20);
    let head = format!("{:name_width$}  {:type_width$}  value\n", "name", "type");
    let mut out = context.painted(Role::Note, &head);
    for (name, value) in found {
        let kind = cut(vm.type_name(&value).as_str(), type_width);
        // One that cannot be shown does not hide the others.
        let shown = brief(context, &value, left).unwrap_or_else(|_| "(its repr fails)".to_owned());
        out.push_str(&format!("{:name_width$}  {kind:type_width$}  {}\n", cut(&name, name_width), cut(&shown, left)));
    }
    context.print(&out)?;
    Ok(Outcome::Done)
}

fn reset(context: &Context, arguments: &str) -> Ran {
    let vm = context.vm;
    match arguments {
        "-f" => {}
        "" => {
            let question = Value::str("Remove all names of the session? (y/[n]) ");
            let answer = context.call("builtins", "input", &[question])?;
            if !vm.str(&answer)?.as_str().trim().to_lowercase().starts_with('y') {
                return Ok(Outcome::Done);
            }
        }
        _ => return Err(Failure::Usage),
    }
    for (name, value) in context.globals.items() {
        let Some(name) = name.as_str() else { continue };
        if name.as_str().starts_with("__") && name.as_str().ends_with("__") {
            continue;
        }
        context.globals.remove_str(name);
        drop(value);
    }
    for name in ["_", "__", "___"] {
        drop(vm.builtins.remove_str(&vm.intern(name)));
    }
    vm.run_pending()?;
    Ok(Outcome::Done)
}

fn who_list(context: &Context, types: &str) -> Ran {
    let names = of_types(context, types);
    Ok(Outcome::Value(Value::list(names.iter().map(|(name, _)| Value::str(name)).collect())))
}

fn store(context: &Context, arguments: &str) -> Ran {
    let vm = context.vm;
    let (found, rest) = options(arguments, "rd", "").ok_or(Failure::Usage)?;
    let has = |letter: char| found.iter().any(|(l, _)| *l == letter);
    let mut names: Vec<String> = rest.split([' ', ',']).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if names.iter().any(|n| !n.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        return Err(Failure::Usage);
    }
    let kept = context.support("stored", &[])?;
    let kept: Vec<String> = vm.collect(&kept)?.iter().filter_map(|n| n.as_str().map(ToString::to_string)).collect();
    if names.is_empty() && !has('d') {
        if !has('r') {
            context
                .print(&format!("{}\n", if kept.is_empty() { "nothing stored".to_owned() } else { kept.join("  ") }))?;
            return Ok(Outcome::Done);
        }
        names.clone_from(&kept);
    }
    if names.is_empty() {
        return Err(Failure::Usage);
    }
    for name in &names {
        let value = || context.globals.get_str(&vm.intern(name));
        if has('r') || has('d') {
            if !kept.contains(name) {
                return Err(Failure::Said(format!("nothing stored as {name}")));
            }
            if has('d') {
                context.support("unstore", &[Value::str(name)])?;
            } else {
                let value = context.support("restore", &[Value::str(name)])?;
                context.globals.set_str(&vm.intern(name), value);
            }
        } else {
            let value = value().ok_or_else(|| Failure::Said(format!("no name {name}")))?;
            context.support("store", &[Value::str(name), value])?;
        }
    }
    Ok(Outcome::Done)
}

fn reset_some(context: &Context, pattern: &str) -> Ran {
    if pattern.is_empty() {
        return Err(Failure::Usage);
    }
    let vm = context.vm;
    let pattern = context.call("re", "compile", &[Value::str(pattern)])?;
    let search = vm.get_attr(&pattern, &vm.intern("search"))?;
    let mut removed = Vec::new();
    for (name, _) in own(context) {
        if vm.truth(&vm.call(&search, &[Value::str(&name)])?)? {
            context.globals.remove_str(&vm.intern(&name));
            removed.push(name);
        }
    }
    context.print(&format!("{} removed {}\n", removed.len(), removed.join(" ")).replace(" \n", "\n"))?;
    vm.run_pending()?;
    Ok(Outcome::Done)
}

fn delete(context: &Context, arguments: &str) -> Ran {
    if arguments.is_empty() {
        return Err(Failure::Usage);
    }
    for name in arguments.split([' ', ',']).filter(|n| !n.is_empty()) {
        if context.globals.remove_str(&context.vm.intern(name)).is_none() {
            return Err(Failure::Said(format!("no name {name}")));
        }
    }
    context.vm.run_pending()?;
    Ok(Outcome::Done)
}
