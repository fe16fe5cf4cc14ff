//! `name?`: what something is: signature, documentation, kind, file; with `??` its source. And the builtin `help`.
//!
//! `help` itself is the library's (`pydoc`), which shows its text in the pager.

use taipan_interp::types::function::NativeCode;
use taipan_interp::types::generator::GenKind;
use taipan_interp::types::str::Str;
use taipan_interp::vm::suggest;
use taipan_interp::{PyResult, Value, Vm};

use super::commands::{self, Context, Failure, Outcome, Ran};
use super::highlight;
use super::results::layout::grouped;
use super::results::paint::Role;

/// Makes `help`, `copyright`, `credits` and `license` builtins.
///
/// # Errors
/// What importing the library's part raises.
pub fn install(vm: &Vm) -> PyResult<()> {
    let module = vm.import("_sitebuiltins")?;
    let helper = vm.get_attr(&module, &vm.intern("_Helper"))?;
    vm.builtins.set_str(&vm.intern("help"), vm.call(&helper, &[])?);
    let printer = vm.get_attr(&module, &vm.intern("_Printer"))?;
    let texts = [
        ("copyright", "Copyright the authors of Taipan."),
        ("credits", "Taipan stands on the work of the Python community: its language, its library, its tests."),
        ("license", "Taipan is licensed under MIT or Apache-2.0; the embedded library under the PSF license (NOTICE)."),
    ];
    for (name, text) in texts {
        let shown = vm.call(&printer, &[Value::str(name), Value::str(text)])?;
        vm.builtins.set_str(&vm.intern(name), shown);
    }
    Ok(())
}

/// Says what `name` is.
pub fn inspect(context: &Context, name: &str, source: bool) -> Ran {
    let name = name.trim();
    if name.is_empty() {
        return commands::run(context, "%help").map_err(Failure::from);
    }
    if let Some(command) = name.strip_prefix('%') {
        return commands::command_help(context, command);
    }
    if name.contains('*') {
        return search(context, name);
    }
    let object = resolve(context, name)?;
    let subject = Subject::of(context, name, &object)?;
    let text = subject.text(context, source)?;
    if text.lines().count() > page_height(context) {
        return commands::in_pager(context, &text);
    }
    context.print(&text)?;
    Ok(Outcome::Done)
}

/// How many lines are shown without the pager; all of them where there is no terminal.
fn page_height(context: &Context) -> usize {
    if !context.vm.host.is_terminal(1) {
        return usize::MAX;
    }
    let (_, rows) = context.vm.host.terminal_size(1).unwrap_or((80, 24));
    usize::from(rows).max(10)
}

fn variable(context: &Context, name: &Str) -> Option<Value> {
    context.globals.get_str(name).or_else(|| context.vm.builtins.get_str(name))
}

/// The object that a dotted name means.
fn resolve(context: &Context, name: &str) -> Result<Value, Failure> {
    let vm = context.vm;
    let mut parts = name.split('.');
    let first = parts.next().unwrap_or_default();
    let mut object = match variable(context, &vm.intern(first)) {
        Some(object) => object,
        None => return keyword_or_unknown(context, name, first),
    };
    for part in parts {
        object = match vm.get_attr_opt(&object, &vm.intern(part))? {
            Some(object) => object,
            None => return Err(Failure::Said(format!("{name}: no attribute {part}"))),
        };
    }
    Ok(object)
}

fn keyword_or_unknown(context: &Context, name: &str, first: &str) -> Result<Value, Failure> {
    let vm = context.vm;
    let is_keyword = vm.truth(&context.call("keyword", "iskeyword", &[Value::str(name)])?)?;
    if is_keyword {
        return Err(Failure::Said(format!("{name} is a keyword: help({name:?}) explains it")));
    }
    let names: Vec<Value> = context.globals.keys().into_iter().chain(vm.builtins.keys()).collect();
    let near = suggest::closest(first, names.iter().filter_map(|n| n.as_str().map(Str::as_str)));
    let hint = near.map_or_else(String::new, |n| format!(". Did you mean {n}?"));
    Err(Failure::Said(format!("nothing is called {first}{hint}")))
}

/// True when `name` matches, where `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    if parts.len() == 1 {
        return pattern == name;
    }
    if name.len() < first.len() + last.len() || !name.starts_with(first) || !name.ends_with(last) {
        return false;
    }
    let mut rest = &name[first.len()..name.len() - last.len()];
    parts[1..parts.len() - 1].iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// Lists the names that match; in front of the last dot stands an object.
fn search(context: &Context, pattern: &str) -> Ran {
    let vm = context.vm;
    let (prefix, names) = match pattern.rsplit_once('.') {
        Some((object, _)) => {
            let object = resolve(context, object)?;
            let found = vm.collect(&context.call("builtins", "dir", &[object])?)?;
            (pattern.len() - pattern.rsplit('.').next().map_or(0, str::len), found)
        }
        None => (0, context.globals.keys().into_iter().chain(vm.builtins.keys()).collect()),
    };
    let wanted = &pattern[prefix..];
    let mut found: Vec<String> = names
        .iter()
        .filter_map(|n| n.as_str())
        .filter(|n| matches(wanted, n.as_str()) && (wanted.starts_with('_') || !n.as_str().starts_with('_')))
        .map(|n| format!("{}{n}", &pattern[..prefix]))
        .collect();
    found.sort();
    found.dedup();
    if found.is_empty() {
        return Err(Failure::Said(format!("nothing matches {pattern}")));
    }
    context.print(&format!("{}\n", found.join("\n")))?;
    Ok(Outcome::Done)
}

/// Something that was asked about.
struct Subject {
    object: Value,
    signature: Option<String>,
    kind: String,
    /// The text of a value that is no function, class or module.
    shown: Option<String>,
    length: Option<usize>,
    file: Option<String>,
    doc: Option<String>,
    /// Of an instance: what its class says.
    class_doc: Option<String>,
    source: Option<String>,
}

impl Subject {
    fn of(context: &Context, name: &str, object: &Value) -> PyResult<Subject> {
        let vm = context.vm;
        let is_thing = matches!(
            object,
            Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Type(_) | Value::Module(_)
        );
        let class = Value::Type(vm.class_of(object));
        let doc = doc_of(context, object)?;
        let class_doc = if is_thing { None } else { doc_of(context, &class)?.filter(|d| doc.as_ref() != Some(d)) };
        let shown = if is_thing { None } else { vm.repr(object).ok().map(|s| cut(s.as_str(), 200)) };
        let length = if is_thing { None } else { vm.len(object).ok() };
        let located = if is_thing { object } else { &class };
        Ok(Subject {
            signature: signature_of(context, name, object)?,
            kind: kind_of(vm, object),
            shown,
            length,
            file: file_of(context, located)?,
            source: text_result(context.call("inspect", "getsource", std::slice::from_ref(located))),
            doc,
            class_doc,
            object: object.clone(),
        })
    }

    fn text(&self, context: &Context, source: bool) -> PyResult<String> {
        let mut out = String::new();
        let label = |text: &str| context.painted(Role::Name, &format!("{text:<11}"));
        let mut line = |name: &str, text: &str| out.push_str(&format!("{}{text}\n", label(&format!("{name}:"))));
        if let Some(signature) = &self.signature {
            line("Signature", signature);
        }
        line("Kind", &self.kind);
        if let Some(shown) = &self.shown {
            line("Value", shown);
        }
        if let Some(length) = self.length {
            line("Length", &grouped(length));
        }
        if let Some(file) = &self.file {
            line("File", file);
        }
        let native = matches!(&self.object, Value::Native(_))
            || matches!(&self.object, Value::Type(t) if t.module == "builtins");
        match &self.source {
            Some(text) if source => {
                line("Source", "");
                out.push_str(&in_colours(context, text.trim_end()));
                out.push('\n');
                return Ok(out);
            }
            None if source && native => line("Source", "written in Rust"),
            _ => {}
        }
        for (name, doc) in [("Docstring", &self.doc), ("Class", &self.class_doc)] {
            if let Some(doc) = doc {
                out.push_str(&format!("{}\n", label(&format!("{name}:"))));
                for text in doc.lines() {
                    out.push_str(&format!("    {text}\n").replace("    \n", "\n"));
                }
            }
        }
        Ok(out)
    }
}

/// Python as it is shown.
pub fn in_colours(context: &Context, code: &str) -> String {
    if context.style.colours { highlight::code(code, None) } else { code.to_owned() }
}

fn cut(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && text.chars().count() <= most {
        return text.to_owned();
    }
    line.chars().take(most).chain(['…']).collect()
}

/// The text that a call gave, unless it failed: `inspect` raises for everything that it knows nothing of.
fn text_result(result: PyResult) -> Option<String> {
    result.ok().and_then(|text| text.as_str().map(ToString::to_string)).filter(|t| !t.is_empty())
}

fn doc_of(context: &Context, object: &Value) -> PyResult<Option<String>> {
    // A module's own `__getattr__` may do anything: errors are no documentation.
    Ok(text_result(context.call("inspect", "getdoc", std::slice::from_ref(object))).filter(|d| !d.trim().is_empty()))
}

fn signature_of(context: &Context, name: &str, object: &Value) -> PyResult<Option<String>> {
    let vm = context.vm;
    if !vm.is_callable(object) {
        return Ok(None);
    }
    let Ok(signature) = context.call("inspect", "signature", std::slice::from_ref(object)) else {
        return Ok(native_signature(vm, name, object));
    };
    let is_async = vm.truth(&context.call("inspect", "iscoroutinefunction", std::slice::from_ref(object))?)?;
    let before = if is_async { "async " } else { "" };
    Ok(Some(format!("{before}{name}{}", vm.str(&signature)?)))
}

/// The signature in the table of a builtin class's constructor.
fn native_signature(vm: &Vm, name: &str, object: &Value) -> Option<String> {
    let Value::Type(class) = object else { return None };
    let found = ["__init__", "__new__"].into_iter().find_map(|n| match class.lookup(&vm.intern(n)) {
        Some(Value::Native(native)) => match &native.code {
            NativeCode::Def(def) if !def.signature.contains("*args, **kwargs") => Some(def.signature),
            _ => None,
        },
        _ => None,
    })?;
    let rest = found.trim_start_matches('(');
    let rest = rest.strip_prefix("self").or_else(|| rest.strip_prefix("cls")).unwrap_or(rest);
    let rest = rest.trim_start_matches(", /").trim_start_matches(", ");
    Some(format!("{name}({rest}"))
}

fn kind_of(vm: &Vm, object: &Value) -> String {
    match object {
        Value::Module(_) => "module".to_owned(),
        Value::Type(t) => {
            let bases: Vec<String> = t.bases.borrow().iter().map(|b| b.name().to_string()).collect();
            match bases.join(", ").as_str() {
                "" | "object" => "class".to_owned(),
                bases => format!("class, derived from {bases}"),
            }
        }
        Value::Function(f) => match f.code.first().kind {
            taipan_interp::types::code::CodeKind::Coroutine => "coroutine function",
            taipan_interp::types::code::CodeKind::AsyncGenerator => "async generator function",
            taipan_interp::types::code::CodeKind::Generator => "generator function",
            _ => "function",
        }
        .to_owned(),
        Value::Native(f) if f.binding == taipan_interp::types::function::Binding::None && f.bound.is_unbound() => {
            "built-in function".to_owned()
        }
        Value::Native(_) => "built-in method".to_owned(),
        Value::Method(_) => "method".to_owned(),
        Value::Gen(g) if g.kind == GenKind::Coroutine => "coroutine".to_owned(),
        other => vm.type_name(other).to_string(),
    }
}

fn file_of(context: &Context, object: &Value) -> PyResult<Option<String>> {
    let vm = context.vm;
    let Some(file) = text_result(context.call("inspect", "getsourcefile", std::slice::from_ref(object))) else {
        return Ok(None);
    };
    if let Value::Module(_) = object {
        return Ok(Some(file));
    }
    let found = context.call("inspect", "getsourcelines", std::slice::from_ref(object));
    let line = found.and_then(|found| vm.get_item(&found, &Value::Int(1))).and_then(|line| vm.index_i64(&line));
    Ok(Some(match line {
        Ok(line) => format!("{file}:{line}"),
        Err(_) => file,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_anything() {
        for (pattern, name) in [("*", "x"), ("a*", "a"), ("*sleep*", "to_sleep_now"), ("a*b*c", "aXbYc"), ("ab", "ab")]
        {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("a*a", "a"), ("*x*y*", "yx"), ("ab", "abc"), ("a*b*c", "acb")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn long_values_are_cut() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "abc…");
        assert_eq!(cut("a\nb", 9), "a…");
    }
}
