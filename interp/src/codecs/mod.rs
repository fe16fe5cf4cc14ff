//! Text to bytes and back. Owns the encodings that need no tables (UTF-8, -16 and -32, ASCII, Latin-1, the two escape
//! codecs) and the error handlers; all other encodings are asked of the module `codecs`, if the library has one.

pub mod errors;
pub mod escapes;
pub mod single;
pub mod utf8;
pub mod wide;

use crate::error::PyResult;
use crate::types::bytes::Bytes;
use crate::types::str::{Str, surrogates};
use crate::value::Value;
use crate::vm::Vm;

use errors::{Decoding, Encoding};

/// The encodings built in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    /// With a byte order mark, which decoding may miss.
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
    UnicodeEscape,
    RawUnicodeEscape,
}

/// The order of bytes in UTF-16 and UTF-32.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// A mark says; without one, and when encoding, little.
    Marked,
    Little,
    Big,
}

impl Codec {
    /// The encoding of this name, in any of the spellings that CPython knows.
    pub fn find(name: &str) -> Option<Codec> {
        if name == "utf-8" || name == "utf8" {
            return Some(Codec::Utf8);
        }
        let mut buffer = [0u8; 24];
        let normal = normalize(name, &mut buffer)?;
        Some(match normal {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Codec::Utf8,
            "utf_8_sig" => Codec::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "us" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "iso646_us" | "cp367"
            | "csascii" => Codec::Ascii,
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" | "8859" | "iso8859" | "cp819" | "latin" | "l1"
            | "ibm819" | "csisolatin1" | "iso_ir_100" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "utf16le" | "unicodelittleunmarked" => Codec::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "utf16be" | "unicodebigunmarked" => Codec::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" | "utf32le" => Codec::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" | "utf32be" => Codec::Utf32(Order::Big),
            "unicode_escape" | "unicodeescape" => Codec::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Codec::RawUnicodeEscape,
            _ => return None,
        })
    }
}

/// Lower case, with `_` for hyphens and spaces. `None`: longer than any name here.
fn normalize<'a>(name: &str, buffer: &'a mut [u8; 24]) -> Option<&'a str> {
    let room = buffer.get_mut(..name.len())?;
    for (to, from) in room.iter_mut().zip(name.bytes()) {
        *to = match from {
            b'-' | b' ' => b'_',
            b => b.to_ascii_lowercase(),
        };
    }
    std::str::from_utf8(room).ok()
}

/// `text.encode(encoding, errors)`.
///
/// # Errors
/// UnicodeEncodeError, LookupError for an unknown encoding or error handler, what a handler raises.
pub fn encode(vm: &Vm, text: &Str, encoding: &str, errors: &str) -> PyResult<Vec<u8>> {
    let Some(codec) = Codec::find(encoding) else { return foreign_encode(vm, text, encoding, errors) };
    encode_with(vm, text, codec, errors)
}

/// Refuses text that has no UTF-8: text with surrogates.
///
/// # Errors
/// UnicodeEncodeError.
pub fn check_utf8(vm: &Vm, text: &Str) -> PyResult<()> {
    if !text.is_ascii() && surrogates::any(text.as_str()) {
        encode_with(vm, text, Codec::Utf8, "strict")?;
    }
    Ok(())
}

/// As [`encode`], for a codec that has been found.
///
/// # Errors
/// As [`encode`].
pub fn encode_with(vm: &Vm, text: &Str, codec: Codec, errors: &str) -> PyResult<Vec<u8>> {
    let run = |name| Encoding { vm, text, name, errors };
    match codec {
        Codec::Utf8 => utf8::encode(&run("utf-8")),
        Codec::Utf8Sig => {
            let mut bytes = "\u{feff}".as_bytes().to_vec();
            bytes.extend(utf8::encode(&run("utf-8"))?);
            Ok(bytes)
        }
        Codec::Ascii => single::encode(&run("ascii"), 0x80, "ordinal not in range(128)"),
        Codec::Latin1 => single::encode(&run("latin-1"), 0x100, "ordinal not in range(256)"),
        Codec::Utf16(order) => wide::encode_utf16(&run(wide::utf16_name(order)), order),
        Codec::Utf32(order) => wide::encode_utf32(&run(wide::utf32_name(order)), order),
        Codec::UnicodeEscape => Ok(escapes::encode(text.as_str())),
        Codec::RawUnicodeEscape => Ok(escapes::encode_raw(text.as_str())),
    }
}

/// `bytes.decode(encoding, errors)`. `object` is the bytes object, for exceptions; `None` makes one when needed.
///
/// # Errors
/// UnicodeDecodeError, LookupError for an unknown encoding or error handler, what a handler raises.
pub fn decode(vm: &Vm, bytes: &[u8], encoding: &str, errors: &str) -> PyResult<Str> {
    let Some(codec) = Codec::find(encoding) else {
        if bytes.is_empty() {
            return Ok(vm.names.empty.clone());
        }
        return foreign_decode(vm, bytes, encoding, errors);
    };
    decode_with(vm, bytes, codec, errors)
}

/// As [`decode`], for a codec that has been found.
///
/// # Errors
/// As [`decode`].
pub fn decode_with(vm: &Vm, bytes: &[u8], codec: Codec, errors: &str) -> PyResult<Str> {
    let run = |name| Decoding { vm, bytes, name, errors };
    match codec {
        Codec::Utf8 => utf8::decode(&run("utf-8"), 0),
        Codec::Utf8Sig => utf8::decode(&run("utf-8"), if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 }),
        Codec::Ascii => single::decode_ascii(&run("ascii")),
        Codec::Latin1 => Ok(Str::new(&bytes.iter().map(|&b| char::from(b)).collect::<String>())),
        Codec::Utf16(order) => {
            let (order, start) = wide::utf16_mark(bytes, order);
            wide::decode_utf16(&run(wide::utf16_name(order)), order, start)
        }
        Codec::Utf32(order) => {
            let (order, start) = wide::utf32_mark(bytes, order);
            wide::decode_utf32(&run(wide::utf32_name(order)), order, start)
        }
        Codec::UnicodeEscape => escapes::decode(&run("unicodeescape")),
        Codec::RawUnicodeEscape => escapes::decode_raw(&run("rawunicodeescape")),
    }
}

/// What the module `codecs` knows about an encoding: a tuple (encode, decode, …).
fn lookup(vm: &Vm, encoding: &str, task: &str) -> PyResult {
    if encoding.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    let unknown = || vm.lookup_error(format!("unknown encoding: {encoding}"));
    let module = vm.import("codecs").map_err(|e| if vm.matches(&e, &vm.exc.import_error) { unknown() } else { e })?;
    let info = vm.call_method(&module, &vm.intern("lookup"), &[Value::str(encoding)])?;
    if let Some(text) = vm.get_attr_opt(&info, &vm.intern("_is_text_encoding"))?
        && !vm.truth(&text)?
    {
        return Err(vm.lookup_error(format!(
            "'{encoding}' is not a text encoding; use codecs.{task}() to handle arbitrary codecs"
        )));
    }
    Ok(info)
}

/// Calls one of the functions of an encoding, which returns (result, length).
fn call_codec(vm: &Vm, encoding: &str, task: &str, input: Value, errors: &str) -> PyResult {
    let info = lookup(vm, encoding, task)?;
    let function = vm.get_item(&info, &Value::Int(i64::from(task == "decode")))?;
    let result = vm.call(&function, &[input, Value::str(errors)])?;
    match result.inner() {
        Value::Tuple(t) if t.len() == 2 => Ok(t[0].clone()),
        _ => Err(vm.type_error(format!("{task}r must return a tuple (object, integer)"))),
    }
}

fn foreign_encode(vm: &Vm, text: &Str, encoding: &str, errors: &str) -> PyResult<Vec<u8>> {
    let result = call_codec(vm, encoding, "encode", Value::Str(text.clone()), errors)?;
    match result.inner() {
        Value::Bytes(b) => Ok(b.as_slice().to_vec()),
        Value::ByteArray(b) => Ok(b.data.borrow().clone()),
        _ => Err(vm.type_error(format!(
            "'{encoding}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
            vm.type_name(&result)
        ))),
    }
}

fn foreign_decode(vm: &Vm, bytes: &[u8], encoding: &str, errors: &str) -> PyResult<Str> {
    let result = call_codec(vm, encoding, "decode", Value::Bytes(Bytes::new(bytes)), errors)?;
    match result.as_str() {
        Some(s) => Ok(s.clone()),
        None => Err(vm.type_error(format!(
            "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            vm.type_name(&result)
        ))),
    }
}
