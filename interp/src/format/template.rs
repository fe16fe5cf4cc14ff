//! `str.format` and `str.format_map`: evaluates the fields of a template. Also the two helpers that the pure-Python
//! `string` module asks of the native module `_string`.

use std::cell::RefCell;

use super::fields::{Access, Accesses, Field, Key, Piece, Pieces, split_name};
use super::{format_into, repr_into, str_into, value_error};
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::Args;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// How deep fields may nest: a specification may hold fields, whose specifications may not.
const MAX_DEPTH: usize = 2;

/// Where the values of fields come from.
enum Source<'a> {
    Arguments(Args<'a>),
    Mapping(&'a Value),
}

/// Fields are numbered by the writer of the template or by us, not both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Unknown,
    Manual,
    Automatic(usize),
}

struct Template<'a> {
    vm: &'a Vm,
    source: Source<'a>,
    numbering: Numbering,
}

/// `template.format(*args, **kwargs)`; `args` does not include the template.
///
/// # Errors
/// ValueError for a malformed template, IndexError or KeyError for a field without a value, and what the values raise.
pub fn format_template(vm: &Vm, template: &Str, args: &Args) -> PyResult<Str> {
    let source = Source::Arguments(*args);
    let mut out = String::with_capacity(template.as_str().len() + 16);
    Template { vm, source, numbering: Numbering::Unknown }.build(&mut out, template.as_str(), MAX_DEPTH)?;
    Ok(Str::new(&out))
}

/// `template.format_map(mapping)`.
///
/// # Errors
/// As [`format_template`].
pub fn format_map(vm: &Vm, template: &Str, mapping: &Value) -> PyResult<Str> {
    let source = Source::Mapping(mapping);
    let mut out = String::with_capacity(template.as_str().len() + 16);
    Template { vm, source, numbering: Numbering::Unknown }.build(&mut out, template.as_str(), MAX_DEPTH)?;
    Ok(Str::new(&out))
}

impl Template<'_> {
    fn build(&mut self, out: &mut String, template: &str, depth: usize) -> PyResult<()> {
        if depth == 0 {
            return Err(self.vm.value_error("Max string recursion exceeded"));
        }
        for piece in Pieces::new(template) {
            let Piece { literal, field } = piece.map_err(|e| e.raise(self.vm))?;
            out.push_str(literal);
            if let Some(field) = field {
                self.field(out, &field, depth)?;
            }
        }
        Ok(())
    }

    fn field(&mut self, out: &mut String, field: &Field, depth: usize) -> PyResult<()> {
        let mut value = self.value(field.name)?;
        if let Some(conversion) = field.conversion {
            value = self.convert(&value, conversion)?;
        }
        if field.nested {
            let mut spec = String::new();
            self.build(&mut spec, field.spec, depth - 1)?;
            return format_into(self.vm, out, &value, &spec);
        }
        format_into(self.vm, out, &value, field.spec)
    }

    fn convert(&self, value: &Value, conversion: char) -> PyResult {
        match conversion {
            's' => self.vm.str(value).map(Value::Str),
            'r' => self.vm.repr(value).map(Value::Str),
            'a' => self.vm.ascii(value).map(Value::Str),
            '!'..='~' => Err(self.vm.value_error(format!("Unknown conversion specifier {conversion}"))),
            c => Err(self.vm.value_error(format!("Unknown conversion specifier \\x{:x}", c as u32))),
        }
    }

    fn value(&mut self, name: &str) -> PyResult {
        let (first, accesses) = split_name(name).map_err(|e| e.raise(self.vm))?;
        let mut value = self.argument(first)?;
        for access in accesses {
            value = match access.map_err(|e| e.raise(self.vm))? {
                Access::Attribute(name) => self.vm.get_attr(&value, &self.vm.intern(name))?,
                Access::Item(Key::Index(i)) => self.vm.get_item(&value, &Value::from(i))?,
                Access::Item(Key::Name(name)) => self.vm.get_item(&value, &Value::str(name))?,
            };
        }
        Ok(value)
    }

    fn argument(&mut self, first: Key) -> PyResult {
        let index = match first {
            Key::Index(i) => {
                self.numbered(false)?;
                i
            }
            Key::Name("") => self.numbered(true)?,
            Key::Name(name) => return self.named(name),
        };
        match &self.source {
            Source::Mapping(_) => Err(self.vm.value_error("Format string contains positional fields")),
            Source::Arguments(args) => args.pos().get(index).cloned().ok_or_else(|| {
                self.vm.index_error(format!("Replacement index {index} out of range for positional args tuple"))
            }),
        }
    }

    /// Notes that a field is numbered, by us or not, and gives it the next automatic number.
    fn numbered(&mut self, automatic: bool) -> PyResult<usize> {
        let message = match (self.numbering, automatic) {
            (Numbering::Unknown | Numbering::Manual, false) => {
                self.numbering = Numbering::Manual;
                return Ok(0);
            }
            (Numbering::Unknown, true) => {
                self.numbering = Numbering::Automatic(1);
                return Ok(0);
            }
            (Numbering::Automatic(next), true) => {
                self.numbering = Numbering::Automatic(next + 1);
                return Ok(next);
            }
            (Numbering::Manual, true) => "cannot switch from manual field specification to automatic field numbering",
            (Numbering::Automatic(_), false) => {
                "cannot switch from automatic field numbering to manual field specification"
            }
        };
        Err(value_error(message).raise(self.vm))
    }

    fn named(&self, name: &str) -> PyResult {
        match &self.source {
            Source::Mapping(mapping) => self.vm.get_item(mapping, &Value::str(name)),
            Source::Arguments(args) => args.keyword(name).cloned().ok_or_else(|| self.vm.key_error(Value::str(name))),
        }
    }
}

/// Adds the conversion `!s`, `!r` or `!a` of a value, as f-strings do it.
///
/// # Errors
/// What the value's own method raises.
pub fn convert_into(vm: &Vm, out: &mut String, v: &Value, conversion: char) -> PyResult<()> {
    match conversion {
        'r' => repr_into(vm, out, v),
        'a' => {
            out.push_str(vm.ascii(v)?.as_str());
            Ok(())
        }
        _ => str_into(vm, out, v),
    }
}

/// The iterator that `_string.formatter_parser` returns.
pub struct FormatterIterator {
    template: Str,
    /// Where in the template's bytes the next piece starts.
    at: RefCell<usize>,
}

impl NativeData for FormatterIterator {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let text = self.template.as_str();
        let mut pieces = Pieces::new(&text[*self.at.borrow()..]);
        let Some(piece) = pieces.next() else { return Ok(None) };
        *self.at.borrow_mut() = text.len() - pieces.rest().len();
        let Piece { literal, field } = piece.map_err(|e| e.raise(vm))?;
        let literal = Value::str(literal);
        Ok(Some(Value::tuple(match field {
            None => vec![literal, Value::None, Value::None, Value::None],
            Some(f) => {
                let conversion = f.conversion.map_or(Value::None, |c| Value::str(c.encode_utf8(&mut [0; 4])));
                vec![literal, Value::str(f.name), Value::str(f.spec), conversion]
            }
        })))
    }
}

/// `_string.formatter_parser(template)`: the data of the iterator over (literal, field name, specification, conversion).
/// The caller wraps it in an object of a type of its own.
///
/// # Errors
/// TypeError when the template is no str.
pub fn formatter_parser(vm: &Vm, template: &Value) -> PyResult<FormatterIterator> {
    match template.as_str() {
        Some(template) => Ok(FormatterIterator { template: template.clone(), at: RefCell::new(0) }),
        None => Err(vm.type_error(format!("expected str, got {}", vm.type_name(template)))),
    }
}

/// The iterator over the steps of a field's name that `_string.formatter_field_name_split` returns.
pub struct FieldNameIterator {
    name: Str,
    at: RefCell<usize>,
}

impl NativeData for FieldNameIterator {
    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let text = self.name.as_str();
        let mut accesses = Accesses::at(&text[*self.at.borrow()..]);
        let Some(access) = accesses.next() else { return Ok(None) };
        *self.at.borrow_mut() = text.len() - accesses.rest().len();
        let (is_attribute, key) = match access.map_err(|e| e.raise(vm))? {
            Access::Attribute(name) => (true, Value::str(name)),
            Access::Item(key) => (false, key_value(key)),
        };
        Ok(Some(Value::Tuple(Tuple::pair(Value::Bool(is_attribute), key))))
    }
}

fn key_value(key: Key) -> Value {
    match key {
        Key::Index(i) => Value::from(i),
        Key::Name(name) => Value::str(name),
    }
}

/// `_string.formatter_field_name_split(name)`: where the field starts from (a number or a name), and the data of the
/// iterator over (is attribute, name or index). The caller wraps the latter in an object of a type of its own.
///
/// # Errors
/// TypeError when the name is no str, ValueError when its number is too large.
pub fn formatter_field_name_split(vm: &Vm, name: &Value) -> PyResult<(Value, FieldNameIterator)> {
    let Some(name) = name.as_str() else {
        return Err(vm.type_error(format!("expected str, got {}", vm.type_name(name))));
    };
    let (first, accesses) = split_name(name.as_str()).map_err(|e| e.raise(vm))?;
    let at = name.as_str().len() - accesses.rest().len();
    Ok((key_value(first), FieldNameIterator { name: name.clone(), at: RefCell::new(at) }))
}
