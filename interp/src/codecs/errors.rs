//! What happens to text that cannot be encoded and bytes that cannot be decoded: the error handlers.

use std::cell::RefCell;
use std::fmt::Write;

use indexmap::IndexMap;

use crate::error::{PyResult, Raised};
use crate::types::bytes::Bytes;
use crate::types::str::Str;
use crate::types::str::surrogates::{char_from_code, code_of, is_surrogate};
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Handlers registered by programs (`codecs.register_error`), kept in the interpreter's state.
#[derive(Default)]
pub struct Handlers {
    by_name: RefCell<IndexMap<String, Value>>,
}

impl Handlers {
    /// Registers a handler, in the place of one of the same name.
    pub fn register(vm: &Vm, name: &str, handler: Value) {
        let handlers = vm.state::<Handlers>(|_| Handlers::default());
        let old = handlers.by_name.borrow_mut().insert(name.to_owned(), handler);
        drop(old);
    }

    /// The handler that was registered under a name.
    pub fn registered(vm: &Vm, name: &str) -> Option<Value> {
        vm.state::<Handlers>(|_| Handlers::default()).by_name.borrow().get(name).cloned()
    }
}

/// What stands in for text that cannot be encoded.
pub enum Replacement {
    /// Text, to be encoded in its turn.
    Text(String),
    Bytes(Vec<u8>),
}

/// One call of an encoder.
pub struct Encoding<'a> {
    pub vm: &'a Vm,
    pub text: &'a Str,
    /// As exceptions name it.
    pub name: &'static str,
    pub errors: &'a str,
}

impl Encoding<'_> {
    /// The exception for the characters from `start` to `end`.
    pub fn exception(&self, start: usize, end: usize, reason: &str) -> Raised {
        let args = vec![
            Value::str(self.name),
            Value::Str(self.text.clone()),
            Value::from(start),
            Value::from(end),
            Value::str(reason),
        ];
        self.vm.new_exception(&self.vm.exc.unicode_encode_error, args)
    }

    /// What stands in for the characters from `start` to `end`, and where to go on.
    ///
    /// # Errors
    /// UnicodeEncodeError under `strict`; LookupError for an unknown handler; what a handler raises.
    pub fn handle(&self, chars: &[char], start: usize, end: usize, reason: &str) -> PyResult<(Replacement, usize)> {
        let bad = &chars[start..end];
        let text = match self.errors {
            "strict" => return Err(self.exception(start, end, reason)),
            "ignore" => String::new(),
            "replace" => "?".repeat(bad.len()),
            "backslashreplace" => bad.iter().map(|&c| backslashed(c)).collect(),
            "xmlcharrefreplace" => bad.iter().map(|&c| format!("&#{};", code_of(c))).collect(),
            "namereplace" => bad.iter().map(|&c| named(c)).collect(),
            // A byte is half a unit or less.
            "surrogateescape" if matches!(self.name.get(..6), Some("utf-16" | "utf-32")) => {
                return Err(self.exception(start, start + 1, reason));
            }
            "surrogateescape" => {
                // The bytes that decoding could not make sense of come out as they were.
                let escaped = |c: &char| u8::try_from(code_of(*c).checked_sub(0xdc00)?).ok().filter(|b| *b >= 0x80);
                return match bad.iter().map(escaped).collect::<Option<Vec<u8>>>() {
                    Some(bytes) => Ok((Replacement::Bytes(bytes), end)),
                    None => Err(self.exception(start, end, reason)),
                };
            }
            "surrogatepass" => return self.pass_surrogates(bad, start, end, reason),
            _ => return self.custom(start, end, reason),
        };
        Ok((Replacement::Text(text), end))
    }

    /// `surrogatepass`: surrogates are encoded as if they were characters.
    fn pass_surrogates(&self, bad: &[char], start: usize, end: usize, reason: &str) -> PyResult<(Replacement, usize)> {
        let mut bytes = Vec::new();
        for &c in bad {
            let code = code_of(c);
            let unit = code as u16;
            match self.name {
                _ if !is_surrogate(c) => return Err(self.exception(start, end, reason)),
                "utf-8" => bytes.extend([0xed, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8]),
                "utf-16" | "utf-16-le" => bytes.extend(unit.to_le_bytes()),
                "utf-16-be" => bytes.extend(unit.to_be_bytes()),
                "utf-32" | "utf-32-le" => bytes.extend(code.to_le_bytes()),
                "utf-32-be" => bytes.extend(code.to_be_bytes()),
                _ => return Err(self.exception(start, end, reason)),
            }
        }
        Ok((Replacement::Bytes(bytes), end))
    }

    fn custom(&self, start: usize, end: usize, reason: &str) -> PyResult<(Replacement, usize)> {
        let exception = self.exception(start, end, reason);
        let (replacement, position) =
            call_handler(self.vm, self.errors, exception, "encoding", "(str/bytes, int)", self.text.len())?;
        let replacement = match replacement.inner() {
            Value::Str(s) => Replacement::Text(s.as_str().to_owned()),
            Value::Bytes(b) => Replacement::Bytes(b.as_slice().to_vec()),
            _ => return Err(self.vm.type_error("encoding error handler must return (str/bytes, int) tuple")),
        };
        Ok((replacement, position))
    }

    /// Encodes with `push`, which adds a character or says that it has no code; runs of such go to the handler.
    ///
    /// # Errors
    /// As [`Encoding::handle`].
    pub fn run(&self, mut out: Vec<u8>, reason: &str, push: impl Fn(&mut Vec<u8>, char) -> bool) -> PyResult<Vec<u8>> {
        let chars: Vec<char> = self.text.as_str().chars().collect();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if push(&mut out, c) {
                at += 1;
                continue;
            }
            let mut probe = Vec::new();
            let run = chars[at..].iter().take_while(|&&c| !push(&mut probe, c)).count();
            let end = at + run;
            let (replacement, next) = self.handle(&chars, at, end, reason)?;
            match replacement {
                Replacement::Bytes(bytes) => out.extend(bytes),
                Replacement::Text(text) => {
                    if !text.chars().all(|c| push(&mut out, c)) {
                        return Err(self.exception(at, end, reason));
                    }
                }
            }
            at = next;
        }
        Ok(out)
    }
}

/// One call of a decoder.
pub struct Decoding<'a> {
    pub vm: &'a Vm,
    pub bytes: &'a [u8],
    /// As exceptions name it.
    pub name: &'static str,
    pub errors: &'a str,
}

impl Decoding<'_> {
    /// The exception for the bytes from `start` to `end`.
    pub fn exception(&self, start: usize, end: usize, reason: &str) -> Raised {
        let args = vec![
            Value::str(self.name),
            Value::Bytes(Bytes::new(self.bytes)),
            Value::from(start),
            Value::from(end),
            Value::str(reason),
        ];
        self.vm.new_exception(&self.vm.exc.unicode_decode_error, args)
    }

    /// Adds what stands in for the bytes from `start` to `end`, and says where to go on.
    ///
    /// # Errors
    /// UnicodeDecodeError under `strict`; LookupError for an unknown handler; what a handler raises.
    pub fn handle(&self, out: &mut String, start: usize, end: usize, reason: &str) -> PyResult<usize> {
        match self.errors {
            "strict" => return Err(self.exception(start, end, reason)),
            "ignore" => {}
            "replace" => out.push(char::REPLACEMENT_CHARACTER),
            "backslashreplace" => {
                for b in &self.bytes[start..end] {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\x{b:02x}");
                }
            }
            "surrogateescape" => {
                if self.bytes[start..end].iter().any(u8::is_ascii) {
                    return Err(self.exception(start, end, reason));
                }
                out.extend(self.bytes[start..end].iter().map(|&b| char_from_code(0xdc00 + u32::from(b))));
            }
            "surrogatepass" => return self.pass_surrogate(out, start, end, reason),
            "xmlcharrefreplace" | "namereplace" => {
                return Err(self.vm.type_error("don't know how to handle UnicodeDecodeError in error callback"));
            }
            _ => return self.custom(out, start, end, reason),
        }
        Ok(end)
    }

    /// `surrogatepass`: takes a surrogate that is encoded as if it were a character.
    fn pass_surrogate(&self, out: &mut String, start: usize, end: usize, reason: &str) -> PyResult<usize> {
        let rest = &self.bytes[start..];
        let (code, len) = match (self.name, rest) {
            ("utf-8", [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..]) => {
                (0xd000 | (u32::from(*b & 0x3f) << 6) | u32::from(*c & 0x3f), 3)
            }
            ("utf-16-le", [a, b, ..]) => (u32::from(u16::from_le_bytes([*a, *b])), 2),
            ("utf-16-be", [a, b, ..]) => (u32::from(u16::from_be_bytes([*a, *b])), 2),
            ("utf-32-le", [a, b, c, d, ..]) => (u32::from_le_bytes([*a, *b, *c, *d]), 4),
            ("utf-32-be", [a, b, c, d, ..]) => (u32::from_be_bytes([*a, *b, *c, *d]), 4),
            _ => (0, 0),
        };
        if !(0xd800..0xe000).contains(&code) {
            return Err(self.exception(start, end, reason));
        }
        out.push(char_from_code(code));
        Ok(start + len)
    }

    fn custom(&self, out: &mut String, start: usize, end: usize, reason: &str) -> PyResult<usize> {
        let exception = self.exception(start, end, reason);
        let (text, position) =
            call_handler(self.vm, self.errors, exception, "decoding", "(str, int)", self.bytes.len())?;
        match text.as_str() {
            Some(text) => out.push_str(text.as_str()),
            None => return Err(self.vm.type_error("decoding error handler must return (str, int) tuple")),
        }
        Ok(position)
    }
}

/// Calls a registered handler: the replacement that it returns, and the position in range.
fn call_handler(
    vm: &Vm,
    name: &str,
    exception: Raised,
    task: &str,
    wanted: &str,
    len: usize,
) -> PyResult<(Value, usize)> {
    let handler = Handlers::registered(vm, name)
        .ok_or_else(|| vm.lookup_error(format!("unknown error handler name '{name}'")))?;
    let result = vm.call(&handler, &[exception.into_value()])?;
    let (replacement, position) = match result.inner() {
        Value::Tuple(t) if t.len() == 2 => (t[0].clone(), vm.index_i64(&t[1])?),
        _ => return Err(vm.type_error(format!("{task} error handler must return {wanted} tuple"))),
    };
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let from_start = if position < 0 { position + len } else { position };
    match usize::try_from(from_start) {
        Ok(at) if from_start <= len => Ok((replacement, at)),
        _ => Err(vm.index_error(format!("position {position} from error handler out of bounds"))),
    }
}

/// A character as an escape.
pub fn backslashed(c: char) -> String {
    match code_of(c) {
        n @ ..=0xff => format!("\\x{n:02x}"),
        n @ ..=0xffff => format!("\\u{n:04x}"),
        n => format!("\\U{n:08x}"),
    }
}

/// A character as `\N{name}`, or as a number where it has no name.
pub fn named(c: char) -> String {
    match rustpython_unicode::data::character_name(c) {
        Some(name) => format!("\\N{{{name}}}"),
        None => backslashed(c),
    }
}

/// The names of the handlers built in.
pub const BUILTIN_HANDLERS: &[&str] = &[
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "xmlcharrefreplace",
    "namereplace",
    "surrogateescape",
    "surrogatepass",
];

/// Applies a handler built in to an exception's parts, as `codecs.lookup_error(name)(exception)` does: the pair
/// (replacement, position to go on at). `None`: no such handler is built in.
///
/// # Errors
/// The exception itself under `strict`, and where the handler cannot help.
pub fn apply_builtin(vm: &Vm, handler: &str, exception: &Raised) -> PyResult<Option<Value>> {
    if !BUILTIN_HANDLERS.contains(&handler) {
        return Ok(None);
    }
    let args = exception.0.args.borrow().clone();
    let (Some(object), Some(start), Some(end)) = (args.get(1), args.get(2), args.get(3)) else {
        return Err(exception.clone());
    };
    let bounds = |len: usize| -> PyResult<(usize, usize)> {
        let clip = |n: i64| usize::try_from(n).unwrap_or(0).min(len);
        let (start, end) = (clip(vm.index_i64(start)?), clip(vm.index_i64(end)?));
        Ok((start, end.max(start)))
    };
    if handler == "strict" {
        return Err(exception.clone());
    }
    let (replacement, at) = match object.inner() {
        Value::Str(text) => {
            let (start, end) = bounds(text.len())?;
            let chars: Vec<char> = text.as_str().chars().collect();
            let run = Encoding { vm, text, name: encoding_name(&args), errors: handler };
            match run.handle(&chars, start, end, "").map_err(|_| exception.clone())? {
                (Replacement::Text(t), at) => (Value::from(t), at),
                (Replacement::Bytes(b), at) => (Value::Bytes(Bytes::new(&b)), at),
            }
        }
        Value::Bytes(bytes) => {
            let (start, end) = bounds(bytes.as_slice().len())?;
            let run = Decoding { vm, bytes: bytes.as_slice(), name: encoding_name(&args), errors: handler };
            let mut out = String::new();
            let at = run.handle(&mut out, start, end, "")?;
            (Value::from(out), at)
        }
        _ => return Err(exception.clone()),
    };
    Ok(Some(Value::Tuple(Tuple::pair(replacement, Value::from(at)))))
}

/// The encodings whose names decide what `surrogatepass` does.
fn encoding_name(args: &Tuple) -> &'static str {
    const NAMES: &[&str] = &["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"];
    let name = args.first().and_then(Value::as_str);
    NAMES.iter().find(|n| name.is_some_and(|name| name.as_str() == **n)).copied().unwrap_or("charmap")
}
