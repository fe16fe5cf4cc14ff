//! Reading: JSON text to objects, in one pass over its bytes.

use hashbrown::HashTable;

use taipan_interp::types::dict::{Dict, DictData};
use taipan_interp::types::hash::hash_bytes;
use taipan_interp::types::str::Str;
use taipan_interp::types::str::surrogates::char_from_code;
use taipan_interp::{PyResult, Raised, Ref, Value, Vm};

use super::decoder::{decode_error, no_value};

/// How to read.
pub(super) struct Reading {
    /// Control characters in strings are errors.
    pub strict: bool,
    pub object_hook: Option<Value>,
    pub object_pairs_hook: Option<Value>,
    pub parse_float: Option<Value>,
    pub parse_int: Option<Value>,
    pub parse_constant: Option<Value>,
}

impl Default for Reading {
    fn default() -> Self {
        Reading {
            strict: true,
            object_hook: None,
            object_pairs_hook: None,
            parse_float: None,
            parse_int: None,
            parse_constant: None,
        }
    }
}

/// Why a scan ended without a value.
pub(super) enum Failure {
    Raised(Raised),
    /// No value begins at this byte.
    NoValue(usize),
}

impl From<Raised> for Failure {
    fn from(e: Raised) -> Failure {
        Failure::Raised(e)
    }
}

impl Reading {
    /// The one value of a text, with nothing but white space around it.
    pub(super) fn whole(&self, vm: &Vm, text: &Str) -> PyResult {
        let mut reader = Reader::new(vm, self, text);
        reader.skip_space();
        let value = reader.value().map_err(|e| reader.raise(e))?;
        reader.skip_space();
        if reader.at < reader.bytes.len() {
            return Err(reader.error("Extra data", reader.at));
        }
        Ok(value)
    }

    /// The value at the byte `start`, and the byte after it.
    pub(super) fn value_at(&self, vm: &Vm, text: &Str, start: usize) -> Result<(Value, usize), Failure> {
        let mut reader = Reader::new(vm, self, text);
        reader.at = start;
        let value = reader.value()?;
        Ok((value, reader.at))
    }
}

/// The string whose content begins at the byte `start`, and the byte after its closing quote.
pub(super) fn string_at(vm: &Vm, text: &Str, start: usize, strict: bool) -> PyResult<(Str, usize)> {
    let how = Reading { strict, ..Default::default() };
    let mut reader = Reader::new(vm, &how, text);
    reader.at = start;
    let s = reader.string(false)?;
    Ok((s, reader.at))
}

struct Reader<'a> {
    vm: &'a Vm,
    how: &'a Reading,
    text: &'a Str,
    bytes: &'a [u8],
    at: usize,
    /// Keys seen so far: equal ones become one object.
    keys: HashTable<Str>,
}

impl<'a> Reader<'a> {
    fn new(vm: &'a Vm, how: &'a Reading, text: &'a Str) -> Reader<'a> {
        Reader { vm, how, text, bytes: text.as_str().as_bytes(), at: 0, keys: HashTable::new() }
    }

    #[cold]
    fn error(&self, message: &str, at: usize) -> Raised {
        decode_error(self.vm, message, self.text, at)
    }

    #[cold]
    fn raise(&self, e: Failure) -> Raised {
        match e {
            Failure::Raised(e) => e,
            Failure::NoValue(at) => no_value(self.vm, self.text, at),
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn literal(&mut self, word: &str) -> bool {
        let there = self.bytes[self.at..].starts_with(word.as_bytes());
        if there {
            self.at += word.len();
        }
        there
    }

    fn value(&mut self) -> Result<Value, Failure> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                return Ok(Value::Str(self.string(false)?));
            }
            Some(b'{') => return self.nested("object", Self::object),
            Some(b'[') => return self.nested("array", Self::array),
            Some(b'-' | b'0'..=b'9') => {
                if let Some(n) = self.number()? {
                    return Ok(n);
                }
                if self.literal("-Infinity") {
                    return Ok(self.constant("-Infinity", f64::NEG_INFINITY)?);
                }
            }
            Some(b'n') if self.literal("null") => return Ok(Value::None),
            Some(b't') if self.literal("true") => return Ok(Value::Bool(true)),
            Some(b'f') if self.literal("false") => return Ok(Value::Bool(false)),
            Some(b'N') if self.literal("NaN") => return Ok(self.constant("NaN", f64::NAN)?),
            Some(b'I') if self.literal("Infinity") => return Ok(self.constant("Infinity", f64::INFINITY)?),
            _ => {}
        }
        Err(Failure::NoValue(start))
    }

    fn nested(&mut self, what: &str, read: fn(&mut Self) -> Result<Value, Failure>) -> Result<Value, Failure> {
        let vm = self.vm;
        match what {
            "object" => vm.enter(" while decoding a JSON object from a unicode string")?,
            _ => vm.enter(" while decoding a JSON array from a unicode string")?,
        }
        let result = read(self);
        vm.leave();
        result
    }

    fn constant(&self, name: &str, value: f64) -> PyResult {
        match &self.how.parse_constant {
            None => Ok(Value::Float(value)),
            Some(f) => self.vm.call(f, &[Value::str(name)]),
        }
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    }

    /// A number; `None` when there is only a sign.
    fn number(&mut self) -> PyResult<Option<Value>> {
        let start = self.at;
        let first = if self.bytes[start] == b'-' { start + 1 } else { start };
        let mut end = match self.bytes.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => self.digits(first),
            _ => return Ok(None),
        };
        let mut float = false;
        if self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            float = true;
            end = self.digits(end + 1);
        }
        if let Some(b'e' | b'E') = self.bytes.get(end) {
            let sign = usize::from(matches!(self.bytes.get(end + 1), Some(b'+' | b'-')));
            if self.bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                float = true;
                end = self.digits(end + 1 + sign);
            }
        }
        self.at = end;
        let text = &self.text.as_str()[start..end];
        let hook = if float { &self.how.parse_float } else { &self.how.parse_int };
        if let Some(f) = hook {
            return self.vm.call(f, &[Value::str(text)]).map(Some);
        }
        if float {
            // The grammar above is a part of Rust's: parsing cannot fail.
            return Ok(Some(Value::Float(text.parse().unwrap_or(f64::NAN))));
        }
        match text.parse() {
            Ok(n) => Ok(Some(Value::Int(n))),
            Err(_) => self.vm.call(&Value::Type(self.vm.types.int.clone()), &[Value::str(text)]).map(Some),
        }
    }

    /// A string's content, up to and past its closing quote; `at` stands behind the opening one.
    fn string(&mut self, is_key: bool) -> PyResult<Str> {
        let begin = self.at - 1;
        let start = self.at;
        let mut at = start;
        while let Some(&b) = self.bytes.get(at) {
            match b {
                b'"' => {
                    self.at = at + 1;
                    let text = &self.text.as_str()[start..at];
                    return Ok(if is_key { self.key(text) } else { Str::new(text) });
                }
                b'\\' => return self.escaped(begin, start, at),
                0..=0x1f if self.how.strict => return Err(self.error("Invalid control character at", at)),
                _ => at += 1,
            }
        }
        Err(self.error("Unterminated string starting at", begin))
    }

    /// The rest of a string with escapes, the first of them at `at`.
    fn escaped(&mut self, begin: usize, start: usize, mut at: usize) -> PyResult<Str> {
        let mut out = String::from(&self.text.as_str()[start..at]);
        let mut plain = at;
        loop {
            let Some(&b) = self.bytes.get(at) else {
                return Err(self.error("Unterminated string starting at", begin));
            };
            match b {
                b'"' => {
                    out.push_str(&self.text.as_str()[plain..at]);
                    self.at = at + 1;
                    return Ok(Str::new(&out));
                }
                b'\\' => {
                    out.push_str(&self.text.as_str()[plain..at]);
                    at = self.escape(begin, at, &mut out)?;
                    plain = at;
                }
                0..=0x1f if self.how.strict => return Err(self.error("Invalid control character at", at)),
                _ => at += 1,
            }
        }
    }

    /// One escape, whose backslash stands at `at`; the byte after it comes back.
    fn escape(&self, begin: usize, at: usize, out: &mut String) -> PyResult<usize> {
        let Some(&letter) = self.bytes.get(at + 1) else {
            return Err(self.error("Unterminated string starting at", begin));
        };
        out.push(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let Some(high) = self.hex(at + 2) else { return Err(self.error("Invalid \\uXXXX escape", at + 1)) };
                if (0xd800..0xdc00).contains(&high) && self.bytes.get(at + 6..at + 8) == Some(b"\\u") {
                    let Some(low) = self.hex(at + 8) else {
                        return Err(self.error("Invalid \\uXXXX escape", at + 7));
                    };
                    if (0xdc00..0xe000).contains(&low) {
                        out.push(char_from_code(0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)));
                        return Ok(at + 12);
                    }
                }
                out.push(char_from_code(high));
                return Ok(at + 6);
            }
            _ => return Err(self.error("Invalid \\escape", at)),
        });
        Ok(at + 2)
    }

    /// Four hexadecimal digits.
    fn hex(&self, at: usize) -> Option<u32> {
        let mut n = 0;
        for &b in self.bytes.get(at..at + 4)? {
            n = n * 16 + char::from(b).to_digit(16)?;
        }
        Some(n)
    }

    fn key(&mut self, text: &str) -> Str {
        let hash = hash_bytes(text.as_bytes()) as u64;
        if let Some(s) = self.keys.find(hash, |s| s.as_str() == text) {
            return s.clone();
        }
        let s = Str::new(text);
        self.keys.insert_unique(hash, s.clone(), |s| s.hash() as u64);
        s
    }

    fn array(&mut self) -> Result<Value, Failure> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value()?);
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::list(items));
                }
                Some(b',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.skip_space();
                    if self.peek() == Some(b']') {
                        return Err(self.error("Illegal trailing comma before end of array", comma).into());
                    }
                }
                _ => return Err(self.error("Expecting ',' delimiter", self.at).into()),
            }
        }
    }

    fn object(&mut self) -> Result<Value, Failure> {
        let vm = self.vm;
        let want_pairs = self.how.object_pairs_hook.is_some();
        let mut pairs = Vec::new();
        let dict = Dict::from_data(DictData::default());
        self.at += 1;
        self.skip_space();
        match self.peek() {
            Some(b'"') => {}
            Some(b'}') => {
                self.at += 1;
                return Ok(self.finish_object(dict, pairs)?);
            }
            _ => return Err(self.no_key(self.at).into()),
        }
        loop {
            self.at += 1;
            let key = self.string(true)?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.error("Expecting ':' delimiter", self.at).into());
            }
            self.at += 1;
            self.skip_space();
            let value = self.value()?;
            if want_pairs {
                pairs.push(Value::tuple(vec![Value::Str(key), value]));
            } else {
                dict.set_str(&key, value);
            }
            self.skip_space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    let _ = vm;
                    return Ok(self.finish_object(dict, pairs)?);
                }
                Some(b',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.skip_space();
                    match self.peek() {
                        Some(b'"') => {}
                        Some(b'}') => {
                            return Err(self.error("Illegal trailing comma before end of object", comma).into());
                        }
                        _ => return Err(self.no_key(self.at).into()),
                    }
                }
                _ => return Err(self.error("Expecting ',' delimiter", self.at).into()),
            }
        }
    }

    #[cold]
    fn no_key(&self, at: usize) -> Raised {
        self.error("Expecting property name enclosed in double quotes", at)
    }

    fn finish_object(&self, dict: Dict, pairs: Vec<Value>) -> PyResult {
        if let Some(hook) = &self.how.object_pairs_hook {
            return self.vm.call(hook, &[Value::list(pairs)]);
        }
        let dict = Value::Dict(Ref::new(dict));
        match &self.how.object_hook {
            Some(hook) => self.vm.call(hook, &[dict]),
            None => Ok(dict),
        }
    }
}
