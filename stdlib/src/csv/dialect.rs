//! Dialects: the delimiter, how fields are quoted and escaped, how lines end.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, TypeDef, getter};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::{PyResult, Value, Vm};

use super::{QUOTINGS, Quoting};
use crate::support::object;

pub(super) static DIALECT: TypeDef = TypeDef {
    doc: "A form of comma-separated values.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    getset: GETSET,
    ..TypeDef::new("Dialect", "_csv")
};

const GETSET: &[GetSet] = &[
    getter("delimiter", |vm, v| with(vm, v, |d| Value::from(d.delimiter.to_string()))),
    getter("doublequote", |vm, v| with(vm, v, |d| Value::Bool(d.double_quote))),
    getter("escapechar", |vm, v| with(vm, v, |d| d.escape.map_or(Value::None, |c| Value::from(c.to_string())))),
    getter("lineterminator", |vm, v| with(vm, v, |d| Value::str(&d.line_end))),
    getter("quotechar", |vm, v| with(vm, v, |d| d.quote.map_or(Value::None, |c| Value::from(c.to_string())))),
    getter("quoting", |vm, v| {
        with(vm, v, |d| Value::from(QUOTINGS.iter().position(|(_, q)| *q == d.quoting).unwrap_or(0)))
    }),
    getter("skipinitialspace", |vm, v| with(vm, v, |d| Value::Bool(d.skip_space))),
    getter("strict", |vm, v| with(vm, v, |d| Value::Bool(d.strict))),
];

/// A dialect.
#[derive(Clone)]
pub(super) struct Dialect {
    pub delimiter: char,
    pub double_quote: bool,
    pub escape: Option<char>,
    pub line_end: String,
    pub quote: Option<char>,
    pub quoting: Quoting,
    pub skip_space: bool,
    pub strict: bool,
}

impl NativeData for Dialect {}

fn with(vm: &Vm, v: &Value, f: impl FnOnce(&Dialect) -> Value) -> PyResult {
    v.native::<Dialect>().map(f).ok_or_else(|| vm.type_error("a dialect is needed"))
}

const PARAMETERS: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if args.pos().len() > 1 {
        return Err(vm.type_error(format!("Dialect expected at most 1 argument, got {}", args.pos().len())));
    }
    let parameters = Args { values: &args.values[args.pos().len()..], names: args.names };
    let made = parse(vm, args.pos().first(), &parameters)?;
    Ok(object(cls, made))
}

/// The dialect that a call describes: one given by name or as an object, changed by keyword arguments.
pub(super) fn parse(vm: &Vm, base: Option<&Value>, parameters: &Args) -> PyResult<Dialect> {
    let mut base = base.cloned();
    for (name, value) in parameters.keywords() {
        match name.as_str() {
            "dialect" => base = Some(value.clone()),
            n if PARAMETERS.contains(&n) => {}
            n => return Err(vm.type_error(format!("this function got an unexpected keyword argument '{n}'"))),
        }
    }
    let base = match base {
        Some(v) if v.as_str().is_some() => Some(super::registered(vm, &v)?),
        other => other,
    };
    let get = |name: &str| -> PyResult<Option<Value>> {
        if let Some(v) = parameters.keyword(name) {
            return Ok(Some(v.clone()));
        }
        match &base {
            Some(b) => vm.get_attr_opt(b, &vm.intern(name)),
            None => Ok(None),
        }
    };
    let flag = |name: &str, default: bool| get(name)?.map_or(Ok(default), |v| vm.truth(&v));
    let quote_given = get("quotechar")?;
    let quoting = match get("quoting")? {
        None => None,
        Some(v) => Some(quoting_arg(vm, &v)?),
    };
    let quote = match &quote_given {
        None => Some('"'),
        Some(v) => character(vm, v, "quotechar", true)?,
    };
    let delimiter = match get("delimiter")? {
        None => ',',
        // A delimiter cannot be missing: None was refused.
        Some(v) => character(vm, &v, "delimiter", false)?.unwrap_or(','),
    };
    let escape = get("escapechar")?.map_or(Ok(None), |v| character(vm, &v, "escapechar", true))?;
    let line_end = match get("lineterminator")? {
        None => "\r\n".to_string(),
        Some(Value::None) => return Err(vm.type_error("lineterminator must be set")),
        Some(v) => match v.as_str() {
            Some(s) => s.as_str().to_string(),
            None => return Err(vm.type_error("\"lineterminator\" must be a string")),
        },
    };
    // Without a quote character nothing is quoted, unless quoting was asked for.
    let quoting = match (quoting, quote) {
        (None, None) => Quoting::None,
        (Some(q), None) if q != Quoting::None => {
            return Err(vm.type_error("quotechar must be set if quoting enabled"));
        }
        (q, _) => q.unwrap_or(Quoting::Minimal),
    };
    let dialect = Dialect {
        delimiter,
        double_quote: flag("doublequote", true)?,
        escape,
        line_end,
        quote,
        quoting,
        skip_space: flag("skipinitialspace", false)?,
        strict: flag("strict", false)?,
    };
    check(vm, &dialect)?;
    Ok(dialect)
}

fn quoting_arg(vm: &Vm, v: &Value) -> PyResult<Quoting> {
    let n = match v.inner() {
        Value::Int(i) => *i,
        Value::Bool(b) => i64::from(*b),
        Value::Big(_) => -1,
        _ => return Err(vm.type_error("\"quoting\" must be an integer")),
    };
    let found = usize::try_from(n).ok().and_then(|i| QUOTINGS.get(i));
    found.map(|(_, q)| *q).ok_or_else(|| vm.type_error("bad \"quoting\" value"))
}

/// A parameter that is one character, or None where there may be none.
fn character(vm: &Vm, v: &Value, name: &str, optional: bool) -> PyResult<Option<char>> {
    match v.inner() {
        Value::None if optional => Ok(None),
        Value::Str(s) => {
            let mut chars = s.as_str().chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(Some(c)),
                _ => Err(vm.type_error(format!("\"{name}\" must be a 1-character string"))),
            }
        }
        _ => {
            let or_none = if optional { " or None" } else { "" };
            Err(vm.type_error(format!("\"{name}\" must be string{or_none}, not {}", vm.type_name(v))))
        }
    }
}

/// Characters with a meaning must differ, and be none that ends a line.
fn check(vm: &Vm, d: &Dialect) -> PyResult<()> {
    let named = [("delimiter", Some(d.delimiter)), ("escapechar", d.escape), ("quotechar", d.quote)];
    for (name, c) in named {
        let Some(c) = c else { continue };
        let space = c == ' ' && d.skip_space && name != "delimiter";
        if c == '\n' || c == '\r' || space {
            return Err(vm.value_error(format!("bad {name} value")));
        }
    }
    for (i, (a, c)) in named.iter().enumerate() {
        for (b, other) in &named[i + 1..] {
            if c.is_some() && c == other {
                return Err(vm.value_error(format!("bad {a} or {b} value")));
            }
        }
        if let Some(c) = c
            && d.line_end.contains(*c)
        {
            return Err(vm.value_error(format!("bad {a} or lineterminator value")));
        }
    }
    Ok(())
}
