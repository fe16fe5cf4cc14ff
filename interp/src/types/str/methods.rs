//! The table of `str`.

use super::args::this;
use super::{case, classify, construct, find, iter, ops, pad, split, translate};
use crate::error::PyResult;
use crate::native::{Args, NativeDef, TypeDef, method, method_raw, static_method};
use crate::tree::CmpOp;
use crate::types::str::args;
use crate::value::Value;
use crate::vm::Vm;

/// The table of `str`.
pub const DEF: TypeDef = TypeDef {
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nText: an immutable sequence of \
          Unicode code points. Made from any object by its __str__ (or __repr__), or from bytes in the given encoding.",
    new: Some(construct::new),
    methods: METHODS,
    ..TypeDef::new("str", "builtins")
};

const METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr),
    method("__str__", "(self, /)", str),
    method("__hash__", "(self, /)", |vm, a| Ok(Value::Int(this(vm, a)?.hash()))),
    method("__len__", "(self, /)", |vm, a| Ok(Value::from(this(vm, a)?.len()))),
    method("__iter__", "(self, /)", |vm, a| Ok(iter::iter(vm, this(vm, a)?, matches!(a[0], Value::Str(_))))),
    method("__getitem__", "(self, key, /)", ops::getitem),
    method("__contains__", "(self, key, /)", ops::contains),
    method("__add__", "(self, value, /)", ops::add),
    method("__mul__", "(self, value, /)", ops::mul),
    method("__rmul__", "(self, value, /)", ops::mul),
    method("__mod__", "(self, value, /)", ops::modulo),
    method("__rmod__", "(self, value, /)", ops::rmod),
    method("__eq__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Eq, a)),
    method("__ne__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Ne, a)),
    method("__lt__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Lt, a)),
    method("__le__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Le, a)),
    method("__gt__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Gt, a)),
    method("__ge__", "(self, value, /)", |vm, a| ops::compare(vm, CmpOp::Ge, a)),
    method("__format__", "(self, format_spec, /)", crate::format::dunder_format),
    method("__getnewargs__", "(self, /)", getnewargs),
    method("__sizeof__", "(self, /)", sizeof),
    method("capitalize", "(self, /)", case::capitalize)
        .doc("The first character in title case, the rest in lower case."),
    method("casefold", "(self, /)", case::casefold).doc("For comparisons that disregard case."),
    method("center", "(self, width, fillchar=' ', /)", pad::center).doc("In the middle of a field of this width."),
    method("count", "(self, sub, start=None, end=None, /)", find::count)
        .doc("How often sub occurs in self[start:end], without overlaps."),
    method("encode", "(self, /, encoding='utf-8', errors='strict')", construct::encode).doc("As bytes."),
    method("endswith", "(self, suffix, start=None, end=None, /)", find::endswith)
        .doc("True if self[start:end] ends with suffix, or with one of a tuple of them."),
    method("expandtabs", "(self, /, tabsize=8)", pad::expandtabs).doc("Spaces for tabs."),
    method("find", "(self, sub, start=None, end=None, /)", find::find)
        .doc("The first position of sub in self[start:end], or -1."),
    method_raw("format", "(self, /, *args, **kwargs)", format).doc("Replace the fields in braces by the arguments."),
    method("format_map", "(self, mapping, /)", format_map).doc("Replace the fields in braces by the mapping's values."),
    method("index", "(self, sub, start=None, end=None, /)", find::index)
        .doc("The first position of sub in self[start:end]; ValueError if there is none."),
    method("isalnum", "(self, /)", classify::isalnum).doc("True if all characters are letters or numbers."),
    method("isalpha", "(self, /)", classify::isalpha).doc("True if all characters are letters."),
    method("isascii", "(self, /)", classify::isascii).doc("True if all characters are ASCII."),
    method("isdecimal", "(self, /)", classify::isdecimal).doc("True if all characters are decimal digits."),
    method("isdigit", "(self, /)", classify::isdigit).doc("True if all characters are digits."),
    method("isidentifier", "(self, /)", classify::isidentifier).doc("True if a variable can have this name."),
    method("islower", "(self, /)", classify::islower).doc("True if all characters that have case are lower case."),
    method("isnumeric", "(self, /)", classify::isnumeric).doc("True if all characters are numeric."),
    method("isprintable", "(self, /)", classify::isprintable).doc("True if repr() escapes nothing in it."),
    method("isspace", "(self, /)", classify::isspace).doc("True if all characters are white space."),
    method("istitle", "(self, /)", classify::istitle).doc("True if every word starts with a capital, and only there."),
    method("isupper", "(self, /)", classify::isupper).doc("True if all characters that have case are upper case."),
    method("join", "(self, iterable, /)", split::join).doc("The strings of iterable, with self between them."),
    method("ljust", "(self, width, fillchar=' ', /)", pad::ljust).doc("At the left of a field of this width."),
    method("lower", "(self, /)", case::lower).doc("In lower case."),
    method("lstrip", "(self, chars=None, /)", pad::lstrip).doc("Without white space, or chars, at the start."),
    static_method("maketrans", "(x, y=None, z=None, /)", translate::maketrans).doc("A table for str.translate()."),
    method("partition", "(self, sep, /)", split::partition).doc("What is before the first sep, sep, what is after it."),
    method("removeprefix", "(self, prefix, /)", find::removeprefix).doc("Without prefix, if it starts with it."),
    method("removesuffix", "(self, suffix, /)", find::removesuffix).doc("Without suffix, if it ends with it."),
    method("replace", "(self, old, new, /, count=-1)", find::replace).doc("With new for old, count times at most."),
    method("rfind", "(self, sub, start=None, end=None, /)", find::rfind)
        .doc("The last position of sub in self[start:end], or -1."),
    method("rindex", "(self, sub, start=None, end=None, /)", find::rindex)
        .doc("The last position of sub in self[start:end]; ValueError if there is none."),
    method("rjust", "(self, width, fillchar=' ', /)", pad::rjust).doc("At the right of a field of this width."),
    method("rpartition", "(self, sep, /)", split::rpartition)
        .doc("What is before the last sep, sep, what is after it."),
    method("rsplit", "(self, /, sep=None, maxsplit=-1)", split::rsplit)
        .doc("The parts between separators, from the right."),
    method("rstrip", "(self, chars=None, /)", pad::rstrip).doc("Without white space, or chars, at the end."),
    method("split", "(self, /, sep=None, maxsplit=-1)", split::split)
        .doc("The parts between separators (runs of white space, if there is no sep)."),
    method("splitlines", "(self, /, keepends=False)", split::splitlines).doc("The lines."),
    method("startswith", "(self, prefix, start=None, end=None, /)", find::startswith)
        .doc("True if self[start:end] starts with prefix, or with one of a tuple of them."),
    method("strip", "(self, chars=None, /)", pad::strip).doc("Without white space, or chars, at both ends."),
    method("swapcase", "(self, /)", case::swapcase).doc("Upper case for lower and lower for upper."),
    method("title", "(self, /)", case::title).doc("Every word with a capital."),
    method("translate", "(self, table, /)", translate::translate).doc("Every character as the table says."),
    method("upper", "(self, /)", case::upper).doc("In upper case."),
    method("zfill", "(self, width, /)", pad::zfill).doc("With zeros in front, behind the sign."),
];

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(crate::format::repr_str(this(vm, a)?.as_str())))
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a).map(|s| Value::Str(s.clone()))
}

fn getnewargs(vm: &Vm, a: &[Value]) -> PyResult {
    // Another object, so that a pickle does not take it for the string itself.
    Ok(Value::tuple(vec![Value::Str(super::Str::new(this(vm, a)?.as_str()))]))
}

/// As CPython's compact strings: a header, and one, two or four bytes a character.
fn sizeof(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let widest = s.as_str().chars().map(u32::from).max().unwrap_or(0);
    let (header, width) = match widest {
        ..=0x7f => (40, 1),
        0x80..=0xff => (56, 1),
        0x100..=0xffff => (56, 2),
        _ => (56, 4),
    };
    Ok(Value::from(header + (s.len() + 1) * width))
}

fn format(vm: &Vm, args: &Args) -> PyResult {
    let template = args::this(vm, args.values)?;
    crate::format::template::format_template(vm, template, &args.skip_first()).map(Value::Str)
}

fn format_map(vm: &Vm, a: &[Value]) -> PyResult {
    crate::format::template::format_map(vm, this(vm, a)?, &a[1]).map(Value::Str)
}
