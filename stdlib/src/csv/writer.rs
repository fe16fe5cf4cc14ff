//! `csv.writer`: lines out of rows.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, TypeDef, getter, method};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{PyResult, Value, Vm};

use super::dialect::{Dialect, parse};
use super::{Quoting, State, error};
use crate::support::object;

pub(super) static WRITER: TypeDef = TypeDef {
    doc: "Writes rows to a file as lines of text.",
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    methods: &[
        method("writerow", "(self, row, /)", |vm, a| writerow(vm, this(vm, &a[0])?, &a[1]))
            .doc("Write one row, an iterable of strings and numbers."),
        method("writerows", "(self, rows, /)", |vm, a| {
            let writer = this(vm, &a[0])?;
            vm.for_each(&a[1], &mut |row| {
                writerow(vm, writer, &row)?;
                Ok(true)
            })?;
            Ok(Value::None)
        })
        .doc("Write many rows."),
    ],
    getset: &[getter("dialect", |vm, v| Ok(object(&vm.state(State::new).dialect, this(vm, v)?.dialect.clone())))],
    ..TypeDef::new("writer", "_csv")
};

struct Writer {
    write: Value,
    dialect: Dialect,
}

impl NativeData for Writer {
    taipan_interp::traverses!(write);
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Writer> {
    v.native().ok_or_else(|| vm.type_error("a csv writer is needed"))
}

pub(super) fn make(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    if pos.is_empty() {
        return Err(vm.type_error("writer expected at least 1 argument, got 0"));
    }
    let dialect = parse(vm, pos.get(1), &Args { values: &args.values[pos.len()..], names: args.names })?;
    let write = vm.get_attr_opt(&pos[0], &vm.names.write)?.filter(|w| vm.is_callable(w));
    let Some(write) = write else { return Err(vm.type_error("argument 1 must have a \"write\" method")) };
    Ok(object(&vm.state(State::new).writer, Writer { write, dialect }))
}

fn writerow(vm: &Vm, writer: &Writer, row: &Value) -> PyResult {
    let d = &writer.dialect;
    let it = vm.iter(row).map_err(|e| {
        if vm.matches(&e, &vm.exc.type_error) {
            error(vm, format!("iterable expected, not {}", vm.type_name(row)))
        } else {
            e
        }
    })?;
    let mut line = String::new();
    let (mut n, mut only_is_null) = (0, false);
    while let Some(v) = vm.next(&it)? {
        if n > 0 {
            line.push(d.delimiter);
        }
        let number =
            matches!(v.inner(), Value::Int(_) | Value::Float(_) | Value::Big(_) | Value::Bool(_) | Value::Complex(_));
        let text = v.as_str().is_some();
        let quoted = match d.quoting {
            Quoting::NonNumeric => !number,
            Quoting::All => true,
            Quoting::Strings => text,
            Quoting::NotNull => !v.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        only_is_null = v.is_none();
        let shown;
        let content = match v.inner() {
            Value::Str(s) => s.as_str(),
            Value::None => "",
            _ => {
                shown = vm.str(&v)?;
                shown.as_str()
            }
        };
        let hidden = content.is_empty() && d.delimiter == ' ' && d.skip_space;
        if hidden && d.quoting == Quoting::None {
            let why = "empty field must be quoted if delimiter is a space and skipinitialspace is true";
            return Err(error(vm, why));
        }
        write_field(vm, d, &mut line, content, quoted || hidden)?;
        n += 1;
    }
    if n == 1 && line.is_empty() {
        // A row of one empty field must not look like one without fields.
        let cannot =
            d.quoting == Quoting::None || (only_is_null && matches!(d.quoting, Quoting::Strings | Quoting::NotNull));
        let Some(quote) = d.quote.filter(|_| !cannot) else {
            return Err(error(vm, "single empty field record must be quoted"));
        };
        line.push(quote);
        line.push(quote);
    }
    line.push_str(&d.line_end);
    vm.call(&writer.write, &[Value::from(line)])
}

/// Writes one field, with quotes when it has characters that need them.
fn write_field(vm: &Vm, d: &Dialect, line: &mut String, content: &str, mut quoted: bool) -> PyResult<()> {
    let special = |c: char| {
        c == d.delimiter
            || Some(c) == d.escape
            || Some(c) == d.quote
            || c == '\n'
            || c == '\r'
            || d.line_end.contains(c)
    };
    let mut body = String::with_capacity(content.len() + 2);
    for c in content.chars() {
        if special(c) {
            let mut escape = false;
            if d.quoting == Quoting::None {
                escape = true;
            } else if Some(c) == d.quote {
                if d.double_quote {
                    body.push(c);
                } else {
                    escape = true;
                }
            } else if Some(c) == d.escape {
                escape = true;
            }
            if escape {
                let Some(e) = d.escape else { return Err(error(vm, "need to escape, but no escapechar set")) };
                body.push(e);
            } else {
                quoted = true;
            }
        }
        body.push(c);
    }
    if quoted && let Some(quote) = d.quote {
        line.push(quote);
        line.push_str(&body);
        line.push(quote);
    } else {
        line.push_str(&body);
    }
    Ok(())
}
