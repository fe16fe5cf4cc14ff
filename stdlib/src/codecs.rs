//! `_codecs`: finding encodings, and the functions behind the library's codec classes. The encodings themselves are
//! `interp/codecs`; those that only the library knows register themselves here (package `encodings`).

use std::cell::RefCell;

use indexmap::IndexMap;
use taipan_interp::codecs::errors::{self, Handlers};
use taipan_interp::codecs::{self as native, Codec, Order};
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Raised, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_codecs", doc: "", functions: FUNCTIONS, init: |_: &Vm, _: &Dict| Ok(()) }];

macro_rules! codec_functions {
    ($($encode:literal, $decode:literal, $codec:expr;)*) => {
        &[
            function("register", "(search_function, /)", register),
            function("unregister", "(search_function, /)", unregister),
            function("lookup", "(encoding, /)", |vm, a| lookup(vm, text(vm, "lookup", &a[0])?)),
            function("encode", "(obj, encoding='utf-8', errors='strict')", encode),
            function("decode", "(obj, encoding='utf-8', errors='strict')", decode),
            function("register_error", "(errors, handler, /)", register_error),
            function("_unregister_error", "(errors, /)", |vm, a| {
                Ok(Value::Bool(Handlers::registered(vm, text(vm, "_unregister_error", &a[0])?.as_str()).is_some()))
            }),
            function("lookup_error", "(name, /)", lookup_error),
            function("escape_decode", "(data, errors=None, /)", escape_decode),
            function("escape_encode", "(data, errors=None, /)", escape_encode),
            function("charmap_encode", "(str, errors=None, mapping=None, /)", charmap_encode),
            function("charmap_decode", "(data, errors=None, mapping=None, /)", charmap_decode),
            function("charmap_build", "(map, /)", charmap_build),
            function("readbuffer_encode", "(data, errors=None, /)", |vm, a| {
                let bytes = match a[0].as_str() {
                    Some(s) => s.as_str().as_bytes().to_vec(),
                    None => buffer::required(vm, &a[0])?.to_vec(),
                };
                Ok(with_length(bytes_value(&bytes), bytes.len()))
            }),
            function("utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", utf_16_ex_decode),
            function("utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", utf_32_ex_decode),
            $(
                function($encode, "(str, errors=None, /)", |vm, a| encode_pair(vm, a, $codec)),
                function($decode, "(data, errors=None, final=False, /)", |vm, a| decode_pair(vm, a, $codec)),
            )*
        ]
    };
}

const FUNCTIONS: &[NativeDef] = codec_functions! {
    "utf_8_encode", "utf_8_decode", Codec::Utf8;
    "ascii_encode", "ascii_decode", Codec::Ascii;
    "latin_1_encode", "latin_1_decode", Codec::Latin1;
    "utf_16_encode", "utf_16_decode", Codec::Utf16(Order::Marked);
    "utf_16_le_encode", "utf_16_le_decode", Codec::Utf16(Order::Little);
    "utf_16_be_encode", "utf_16_be_decode", Codec::Utf16(Order::Big);
    "utf_32_encode", "utf_32_decode", Codec::Utf32(Order::Marked);
    "utf_32_le_encode", "utf_32_le_decode", Codec::Utf32(Order::Little);
    "utf_32_be_encode", "utf_32_be_decode", Codec::Utf32(Order::Big);
    "unicode_escape_encode", "unicode_escape_decode", Codec::UnicodeEscape;
    "raw_unicode_escape_encode", "raw_unicode_escape_decode", Codec::RawUnicodeEscape;
};

fn text<'a>(vm: &Vm, function: &str, v: &'a Value) -> PyResult<&'a Str> {
    v.as_str().ok_or_else(|| vm.type_error(format!("{function}() argument must be str, not {}", vm.type_name(v))))
}

fn bytes_value(bytes: &[u8]) -> Value {
    Value::Bytes(Bytes::new(bytes))
}

fn with_length(result: Value, used: usize) -> Value {
    Value::tuple(vec![result, Value::from(used)])
}

/// The name of the error handler; None means strict.
fn handler<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a str> {
    match v.some() {
        None => Ok("strict"),
        Some(v) => match v.as_str() {
            Some(s) => Ok(s.as_str()),
            None => Err(vm.type_error(format!("argument 2 must be str or None, not {}", vm.type_name(v)))),
        },
    }
}

/// The search functions and what they found.
#[derive(Default)]
struct Registry {
    search: RefCell<Vec<Value>>,
    found: RefCell<IndexMap<String, Value>>,
}

fn registry(vm: &Vm) -> std::rc::Rc<Registry> {
    vm.state(|_| Registry::default())
}

fn register(vm: &Vm, a: &[Value]) -> PyResult {
    if vm.lookup_special(&a[0], &vm.names.__call__).is_none() {
        return Err(vm.type_error("argument must be callable"));
    }
    registry(vm).search.borrow_mut().push(a[0].clone());
    Ok(Value::None)
}

fn unregister(vm: &Vm, a: &[Value]) -> PyResult {
    let registry = registry(vm);
    let at = registry.search.borrow().iter().position(|f| f.is(&a[0]));
    if let Some(at) = at {
        let old = registry.search.borrow_mut().remove(at);
        let found = registry.found.take();
        drop((old, found));
    }
    Ok(Value::None)
}

/// The CodecInfo of an encoding.
pub fn lookup(vm: &Vm, encoding: &Str) -> PyResult {
    let normal: String =
        encoding.as_str().chars().map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
    let registry = registry(vm);
    if let Some(info) = registry.found.borrow().get(&normal) {
        return Ok(info.clone());
    }
    if registry.search.borrow().is_empty() {
        vm.import("encodings")?;
    }
    let mut i = 0;
    loop {
        let Some(search) = registry.search.borrow().get(i).cloned() else { break };
        i += 1;
        let info = vm.call(&search, &[Value::str(&normal)])?;
        if info.is_none() {
            continue;
        }
        if !matches!(info.inner(), Value::Tuple(t) if t.len() == 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        let old = registry.found.borrow_mut().insert(normal, info.clone());
        drop(old);
        return Ok(info);
    }
    Err(vm.lookup_error(format!("unknown encoding: {encoding}")))
}

/// (encoding, errors) of `encode` and `decode`.
fn named<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<(Str, &'a str)> {
    let encoding = match a[1].bound() {
        Some(v) => text(vm, "encode", v)?.clone(),
        None => Str::new("utf-8"),
    };
    Ok((encoding, handler(vm, &a[2])?))
}

fn encode(vm: &Vm, a: &[Value]) -> PyResult {
    let (encoding, errors) = named(vm, a)?;
    if let (Some(s), Some(codec)) = (a[0].as_str(), Codec::find(encoding.as_str())) {
        return Ok(bytes_value(&native::encode_with(vm, s, codec, errors)?));
    }
    call_info(vm, &encoding, 0, &a[0], errors, "encoding")
}

fn decode(vm: &Vm, a: &[Value]) -> PyResult {
    let (encoding, errors) = named(vm, a)?;
    if let Some(codec) = Codec::find(encoding.as_str())
        && let Some(bytes) = buffer::copy_of(vm, &a[0])?
    {
        return Ok(Value::Str(native::decode_with(vm, &bytes, codec, errors)?));
    }
    call_info(vm, &encoding, 1, &a[0], errors, "decoding")
}

fn call_info(vm: &Vm, encoding: &Str, part: i64, input: &Value, errors: &str, task: &str) -> PyResult {
    let info = lookup(vm, encoding)?;
    let function = vm.get_item(&info, &Value::Int(part))?;
    let result = vm.call(&function, &[input.clone(), Value::str(errors)]).map_err(|e| noted(vm, e, encoding, task))?;
    match result.inner() {
        Value::Tuple(t) if t.len() == 2 => Ok(t[0].clone()),
        _ => Err(vm.type_error(format!("{}r must return a tuple (object, integer)", task.trim_end_matches("ing")))),
    }
}

/// Says in a note which codec failed.
fn noted(vm: &Vm, e: Raised, encoding: &Str, task: &str) -> Raised {
    let note = format!("{task} with '{encoding}' codec failed");
    let _ = taipan_interp::types::exceptions::add_note(vm, &e.0, &note);
    e
}

fn register_error(vm: &Vm, a: &[Value]) -> PyResult {
    let name = text(vm, "register_error", &a[0])?;
    if vm.lookup_special(&a[1], &vm.names.__call__).is_none() {
        return Err(vm.type_error("handler must be callable"));
    }
    Handlers::register(vm, name.as_str(), a[1].clone());
    Ok(Value::None)
}

fn lookup_error(vm: &Vm, a: &[Value]) -> PyResult {
    let name = text(vm, "lookup_error", &a[0])?.clone();
    if let Some(handler) = Handlers::registered(vm, name.as_str()) {
        return Ok(handler);
    }
    if !errors::BUILTIN_HANDLERS.contains(&name.as_str()) {
        return Err(vm.lookup_error(format!("unknown error handler name '{name}'")));
    }
    let shown = format!("{name}_errors");
    Ok(vm.closure(&shown, move |vm, args| {
        let [Value::Exception(e)] = args.pos() else {
            let got = args.pos().first().map_or("nothing".to_string(), |v| vm.type_name(v).to_string());
            return Err(vm.type_error(format!("codec must pass exception instance, not {got}")));
        };
        match errors::apply_builtin(vm, name.as_str(), &Raised(e.clone()))? {
            Some(v) => Ok(v),
            None => Err(Raised(e.clone())),
        }
    }))
}

fn encode_pair(vm: &Vm, a: &[Value], codec: Codec) -> PyResult {
    let s = text(vm, "encode", &a[0])?;
    let bytes = native::encode_with(vm, s, codec, handler(vm, &a[1])?)?;
    Ok(with_length(bytes_value(&bytes), s.len()))
}

/// How many bytes at the end are the start of a character whose rest may come.
pub fn incomplete(bytes: &[u8], codec: Codec) -> usize {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => incomplete_utf8(bytes),
        Codec::Utf16(order) => {
            let odd = bytes.len() % 2;
            let even = &bytes[..bytes.len() - odd];
            let high = match (order, even) {
                (Order::Big, [.., a, _]) => (0xd8..0xdc).contains(a),
                (Order::Little | Order::Marked, [.., _, b]) => (0xd8..0xdc).contains(b),
                _ => false,
            };
            odd + if high { 2 } else { 0 }
        }
        Codec::Utf32(_) => bytes.len() % 4,
        Codec::UnicodeEscape | Codec::RawUnicodeEscape => incomplete_escape(bytes),
        Codec::Ascii | Codec::Latin1 => 0,
    }
}

fn incomplete_utf8(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    for (i, &b) in tail.iter().enumerate().rev() {
        let have = tail.len() - i;
        let need = match b {
            0x80..=0xbf => continue,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        // Cut short, and not already wrong.
        return if have < need && std::str::from_utf8(&tail[i..]).is_err_and(|e| e.error_len().is_none()) {
            have
        } else {
            0
        };
    }
    0
}

fn incomplete_escape(bytes: &[u8]) -> usize {
    let Some(at) = bytes.iter().rposition(|&b| b == b'\\') else { return 0 };
    let slashes = bytes[..=at].iter().rev().take_while(|&&b| b == b'\\').count();
    let rest = &bytes[at + 1..];
    let need = match rest.first() {
        None => 1,
        Some(b'x') => 3,
        Some(b'u') => 5,
        Some(b'U') => 9,
        Some(_) => 0,
    };
    if slashes % 2 == 1 && rest.len() < need { rest.len() + 1 } else { 0 }
}

fn decode_pair(vm: &Vm, a: &[Value], codec: Codec) -> PyResult {
    let bytes = match a[0].as_str() {
        // The escape decoders take text, too.
        Some(s) if matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape) => s.as_str().as_bytes().to_vec(),
        _ => buffer::required(vm, &a[0])?.to_vec(),
    };
    let last = match a[2].bound() {
        Some(v) => vm.truth(v)?,
        // The escape decoders take their input to be whole unless told otherwise.
        None => matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape),
    };
    let used = if last { bytes.len() } else { bytes.len() - incomplete(&bytes, codec) };
    let s = native::decode_with(vm, &bytes[..used], codec, handler(vm, &a[1])?)?;
    Ok(with_length(Value::Str(s), used))
}

/// As the plain decoders, but tells the byte order found: -1 little, 1 big, 0 none yet.
fn wide_ex(vm: &Vm, a: &[Value], width: usize, make: fn(Order) -> Codec) -> PyResult {
    let bytes = buffer::required(vm, &a[0])?.to_vec();
    let last = match a[3].bound() {
        Some(v) => vm.truth(v)?,
        None => false,
    };
    let given = match a[2].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let (mut order, mut skip) = (given, 0);
    if order == 0 && bytes.len() >= width {
        let little = if width == 2 { &[0xff, 0xfe][..] } else { &[0xff, 0xfe, 0, 0][..] };
        let big = if width == 2 { &[0xfe, 0xff][..] } else { &[0, 0, 0xfe, 0xff][..] };
        if bytes.starts_with(little) {
            (order, skip) = (-1, width);
        } else if bytes.starts_with(big) {
            (order, skip) = (1, width);
        } else {
            order = -1;
        }
    }
    let codec = make(if order > 0 { Order::Big } else { Order::Little });
    let used = if last { bytes.len() } else { bytes.len() - incomplete(&bytes, codec) };
    let s = native::decode_with(vm, &bytes[skip.min(used)..used], codec, handler(vm, &a[1])?)?;
    Ok(Value::tuple(vec![Value::Str(s), Value::from(used), Value::Int(order)]))
}

fn utf_16_ex_decode(vm: &Vm, a: &[Value]) -> PyResult {
    wide_ex(vm, a, 2, Codec::Utf16)
}

fn utf_32_ex_decode(vm: &Vm, a: &[Value]) -> PyResult {
    wide_ex(vm, a, 4, Codec::Utf32)
}

/// The escapes of a bytes literal.
fn escape_decode(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = match a[0].as_str() {
        Some(s) => s.as_str().as_bytes().to_vec(),
        None => buffer::required(vm, &a[0])?.to_vec(),
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        i += 1;
        if b != b'\\' {
            out.push(b);
            continue;
        }
        let Some(&c) = bytes.get(i) else { return Err(vm.value_error("Trailing \\ in string")) };
        i += 1;
        match c {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(c),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let mut n = u32::from(c - b'0');
                for _ in 0..2 {
                    match bytes.get(i) {
                        Some(d @ b'0'..=b'7') => n = n * 8 + u32::from(d - b'0'),
                        _ => break,
                    }
                    i += 1;
                }
                out.push(n.to_le_bytes()[0]);
            }
            b'x' => {
                let digits = bytes.get(i..i + 2).and_then(|d| std::str::from_utf8(d).ok());
                match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                    Some(n) => {
                        out.push(n);
                        i += 2;
                    }
                    None => return Err(vm.value_error(format!("invalid \\x escape at position {}", i - 2))),
                }
            }
            _ => out.extend([b'\\', c]),
        }
    }
    Ok(with_length(bytes_value(&out), bytes.len()))
}

fn escape_encode(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Bytes(b) = a[0].inner() else {
        let got = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("escape_encode() argument 1 must be bytes, not {got}")));
    };
    let mut out = Vec::new();
    for &b in b.as_slice() {
        match b {
            b'\\' | b'\'' => out.extend([b'\\', b]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x20..0x7f => out.push(b),
            _ => out.extend(format!("\\x{b:02x}").bytes()),
        }
    }
    Ok(with_length(bytes_value(&out), b.as_slice().len()))
}

/// What a mapping says of a code; `None`: nothing.
fn mapped(vm: &Vm, mapping: &Value, code: u32) -> PyResult<Option<Value>> {
    let found = match mapping.inner() {
        Value::Str(s) => return Ok(s.as_str().chars().nth(code as usize).map(|c| Value::from(c.to_string()))),
        Value::Dict(d) => vm.dict_get(d, &Value::Int(i64::from(code)))?,
        _ => vm.absorb(vm.get_item(mapping, &Value::Int(i64::from(code))), &vm.exc.lookup_error)?,
    };
    Ok(found.filter(|v| !v.is_none()))
}

fn charmap_decode(vm: &Vm, a: &[Value]) -> PyResult {
    let bytes = buffer::required(vm, &a[0])?.to_vec();
    let errors = handler(vm, &a[1])?;
    let Some(mapping) = a[2].some() else {
        let s = native::decode_with(vm, &bytes, Codec::Latin1, errors)?;
        return Ok(with_length(Value::Str(s), bytes.len()));
    };
    // A table of characters is indexed for every byte.
    let table: Option<Vec<char>> = mapping.as_str().map(|s| s.as_str().chars().collect());
    let run = errors::Decoding { vm, bytes: &bytes, name: "charmap", errors };
    let mut out = String::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let good = match &table {
            Some(table) => match table.get(usize::from(b)) {
                Some('\u{fffe}') | None => false,
                Some(c) => {
                    out.push(*c);
                    true
                }
            },
            None => match mapped(vm, mapping, u32::from(b))? {
                Some(v) => match v.inner() {
                    Value::Str(s) if s.as_str() == "\u{fffe}" => false,
                    Value::Str(s) => {
                        out.push_str(s.as_str());
                        true
                    }
                    _ => {
                        let code = u32::try_from(vm.index_i64(&v)?).ok();
                        let c = code
                            .and_then(char::from_u32)
                            .ok_or_else(|| vm.type_error("character mapping must be in range(0x110000)"))?;
                        out.push(c);
                        true
                    }
                },
                None => false,
            },
        };
        i = if good { i + 1 } else { run.handle(&mut out, i, i + 1, "character maps to <undefined>")? };
    }
    Ok(with_length(Value::from(out), bytes.len()))
}

fn charmap_encode(vm: &Vm, a: &[Value]) -> PyResult {
    let s = text(vm, "charmap_encode", &a[0])?;
    let errors = handler(vm, &a[1])?;
    let Some(mapping) = a[2].some() else {
        let bytes = native::encode_with(vm, s, Codec::Latin1, errors)?;
        return Ok(with_length(bytes_value(&bytes), s.len()));
    };
    let chars: Vec<char> = s.as_str().chars().collect();
    let run = errors::Encoding { vm, text: s, name: "charmap", errors };
    let mut out = Vec::with_capacity(chars.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if push_mapped(vm, mapping, c, &mut out)? {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while let Some(&c) = chars.get(end) {
            if push_mapped(vm, mapping, c, &mut Vec::new())? {
                break;
            }
            end += 1;
        }
        let (replacement, next) = run.handle(&chars, i, end, "character maps to <undefined>")?;
        match replacement {
            errors::Replacement::Bytes(bytes) => out.extend(bytes),
            errors::Replacement::Text(t) => {
                for c in t.chars() {
                    if !push_mapped(vm, mapping, c, &mut out)? {
                        return Err(run.exception(i, end, "character maps to <undefined>"));
                    }
                }
            }
        }
        i = next;
    }
    Ok(with_length(bytes_value(&out), chars.len()))
}

fn push_mapped(vm: &Vm, mapping: &Value, c: char, out: &mut Vec<u8>) -> PyResult<bool> {
    let code = taipan_interp::types::str::surrogates::code_of(c);
    let Some(v) = mapped(vm, mapping, code)? else { return Ok(false) };
    match v.inner() {
        Value::Bytes(b) => out.extend_from_slice(b.as_slice()),
        Value::Int(n) => match u8::try_from(*n) {
            Ok(b) => out.push(b),
            Err(_) => return Err(vm.type_error("character mapping must be in range(256)")),
        },
        _ => {
            let got = vm.type_name(&v);
            return Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {got}")));
        }
    }
    Ok(true)
}

/// The inverse of a decoding table.
fn charmap_build(vm: &Vm, a: &[Value]) -> PyResult {
    let table = text(vm, "charmap_build", &a[0])?;
    let map = Dict::new();
    for (i, c) in table.as_str().chars().enumerate() {
        if c != '\u{fffe}' {
            vm.dict_set(&map, &Value::Int(i64::from(u32::from(c))), Value::from(i))?;
        }
    }
    Ok(Value::Dict(taipan_interp::heap::Ref::new(map)))
}
