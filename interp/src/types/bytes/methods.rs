//! The tables of `bytes` and `bytearray`. What both have is listed once, in the macro.

use super::receiver::{is_array, this, this_array};
use super::{array, case, construct, find, hex, iter, ops, pad, split};
use crate::error::PyResult;
use crate::format::escape::repr_bytearray;
use crate::native::{NativeDef, TypeDef, class_method, method, method_raw, static_method};
use crate::tree::CmpOp;
use crate::types::bytes::memory;
use crate::value::Value;
use crate::vm::Vm;

/// The table of `bytes`.
pub const DEF: TypeDef = TypeDef {
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> \
          bytes\nbytes(int) -> bytes object of that many zeros\nbytes() -> empty bytes object\n\nAn immutable sequence of \
          bytes.",
    new: Some(construct::new_bytes),
    methods: BYTES,
    ..TypeDef::new("bytes", "builtins")
};

/// The table of `bytearray`.
pub const ARRAY_DEF: TypeDef = TypeDef {
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> \
          bytearray\nbytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> bytearray of that many \
          zeros\nbytearray() -> empty bytearray\n\nA mutable sequence of bytes.",
    new: Some(construct::new_array),
    methods: ARRAY,
    ..TypeDef::new("bytearray", "builtins")
};

macro_rules! with_shared {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            method("__repr__", "(self, /)", repr),
            method("__str__", "(self, /)", repr),
            method("__len__", "(self, /)", |vm, a| Ok(Value::from(this(vm, a)?.len()))),
            method("__iter__", "(self, /)", iter::iter),
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
            method("__buffer__", "(self, flags, /)", |vm, a| memory::make(vm, &a[0])),
            method("__sizeof__", "(self, /)", sizeof),
            method("capitalize", "(self, /)", case::capitalize),
            method("center", "(self, width, fillchar=b' ', /)", pad::center),
            method("count", "(self, sub, start=None, end=None, /)", find::count),
            method("decode", "(self, /, encoding='utf-8', errors='strict')", construct::decode).doc("As text."),
            method("endswith", "(self, suffix, start=None, end=None, /)", find::endswith),
            method("expandtabs", "(self, /, tabsize=8)", pad::expandtabs),
            method("find", "(self, sub, start=None, end=None, /)", find::find),
            class_method("fromhex", "(type, string, /)", hex::fromhex).doc("The bytes that hexadecimal text denotes."),
            method("hex", "(self, /, sep=None, bytes_per_sep=1)", hex::hex).doc("As hexadecimal text."),
            method("index", "(self, sub, start=None, end=None, /)", find::index),
            method("isalnum", "(self, /)", case::isalnum),
            method("isalpha", "(self, /)", case::isalpha),
            method("isascii", "(self, /)", case::isascii),
            method("isdigit", "(self, /)", case::isdigit),
            method("islower", "(self, /)", case::islower),
            method("isspace", "(self, /)", case::isspace),
            method("istitle", "(self, /)", case::istitle),
            method("isupper", "(self, /)", case::isupper),
            method("join", "(self, iterable_of_bytes, /)", split::join),
            method("ljust", "(self, width, fillchar=b' ', /)", pad::ljust),
            method("lower", "(self, /)", case::lower),
            method("lstrip", "(self, bytes=None, /)", pad::lstrip),
            static_method("maketrans", "(frm, to, /)", case::maketrans),
            method("partition", "(self, sep, /)", split::partition),
            method("removeprefix", "(self, prefix, /)", find::removeprefix),
            method("removesuffix", "(self, suffix, /)", find::removesuffix),
            method("replace", "(self, old, new, count=-1, /)", find::replace),
            method("rfind", "(self, sub, start=None, end=None, /)", find::rfind),
            method("rindex", "(self, sub, start=None, end=None, /)", find::rindex),
            method("rjust", "(self, width, fillchar=b' ', /)", pad::rjust),
            method("rpartition", "(self, sep, /)", split::rpartition),
            method("rsplit", "(self, /, sep=None, maxsplit=-1)", split::rsplit),
            method("rstrip", "(self, bytes=None, /)", pad::rstrip),
            method("split", "(self, /, sep=None, maxsplit=-1)", split::split),
            method("splitlines", "(self, /, keepends=False)", split::splitlines),
            method("startswith", "(self, prefix, start=None, end=None, /)", find::startswith),
            method("strip", "(self, bytes=None, /)", pad::strip),
            method("swapcase", "(self, /)", case::swapcase),
            method("title", "(self, /)", case::title),
            method("translate", "(self, table, /, delete=b'')", case::translate),
            method("upper", "(self, /)", case::upper),
            method("zfill", "(self, width, /)", pad::zfill),
        ]
    };
}

const BYTES: &[NativeDef] = with_shared![
    method("__hash__", "(self, /)", ops::hash),
    method("__bytes__", "(self, /)", super::receiver::unchanged),
    method("__getnewargs__", "(self, /)", |vm, a| Ok(Value::tuple(vec![super::receiver::unchanged(vm, a)?]))),
];

const ARRAY: &[NativeDef] = with_shared![
    method_raw("__init__", "(self, /, *args, **kwargs)", array::init),
    method("__setitem__", "(self, key, value, /)", array::setitem),
    method("__delitem__", "(self, key, /)", array::delitem),
    method("__iadd__", "(self, value, /)", array::iadd),
    method("__imul__", "(self, value, /)", array::imul),
    method("__release_buffer__", "(self, buffer, /)", |vm, a| memory::release_value(vm, &a[1])),
    method("__alloc__", "(self, /)", array::alloc),
    method("__reduce__", "(self, /)", array::reduce),
    method("__reduce_ex__", "(self, proto=0, /)", array::reduce),
    method("append", "(self, item, /)", array::append).doc("Add a byte at the end."),
    method("clear", "(self, /)", array::clear).doc("Remove all bytes."),
    method("copy", "(self, /)", array::copy).doc("A new bytearray of the same bytes."),
    method("extend", "(self, iterable_of_ints, /)", array::extend).doc("Add bytes at the end."),
    method("insert", "(self, index, item, /)", array::insert).doc("Insert a byte before the one at index."),
    method("pop", "(self, index=-1, /)", array::pop).doc("Remove the byte at index and return it."),
    method("remove", "(self, value, /)", array::remove).doc("Remove the first byte of this value."),
    method("resize", "(self, size, /)", array::resize).doc("Cut to this size, or add zeros up to it."),
    method("reverse", "(self, /)", array::reverse).doc("Reverse the order of the bytes in place."),
];

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = this(vm, a)?;
    Ok(Value::from(if is_array(a) {
        repr_bytearray(vm.type_name(&a[0]).as_str(), &bytes)
    } else {
        crate::format::repr_bytes(&bytes)
    }))
}

/// As CPython's: a header, and the bytes with a NUL behind them.
fn sizeof(vm: &Vm, a: &[Value]) -> PyResult {
    if is_array(a) {
        let len = this_array(vm, a)?.data.borrow().len();
        return Ok(Value::from(if len == 0 { 56 } else { 57 + len }));
    }
    Ok(Value::from(this(vm, a)?.len() + 33))
}
