//! The two directions of a text file's encoding, piece by piece: natively for the encodings that the interpreter has,
//! else by the library's incremental codecs.

use taipan_interp::codecs::{self as native, Codec, Order};
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

use super::call;
use crate::codecs::incomplete;

/// Which codec a file uses.
#[derive(Clone)]
pub enum Coder {
    Native(Codec),
    /// A CodecInfo.
    Foreign(Value),
}

impl Coder {
    /// Finds the codec.
    ///
    /// # Errors
    /// LookupError for an unknown encoding, or one that is not for text.
    pub fn find(vm: &Vm, encoding: &Str) -> PyResult<Coder> {
        if let Some(codec) = Codec::find(encoding.as_str()) {
            return Ok(Coder::Native(codec));
        }
        let info = crate::codecs::lookup(vm, encoding)?;
        if let Some(text) = vm.get_attr_opt(&info, &vm.intern("_is_text_encoding"))?
            && !vm.truth(&text)?
        {
            return Err(vm.lookup_error(format!(
                "'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs"
            )));
        }
        Ok(Coder::Foreign(info))
    }
}

/// Bytes to text.
pub struct Decoder {
    coder: Coder,
    /// As it is after a byte order mark told the order.
    now: Option<Codec>,
    /// The incremental decoder of a foreign codec.
    foreign: Option<Value>,
    errors: Str,
    /// Bytes that are the start of a character, or a `\r` that may be half an end of line.
    pub rest: Vec<u8>,
    /// A foreign decoder's text ended in `\r`.
    held: bool,
    /// `\r` at the end of a piece waits for what follows.
    pub hold_cr: bool,
}

impl Decoder {
    /// A decoder at the start of a stream.
    pub fn new(coder: Coder, errors: Str, hold_cr: bool) -> Decoder {
        Decoder { coder, now: None, foreign: None, errors, rest: Vec::new(), held: false, hold_cr }
    }

    /// Back to the start.
    pub fn reset(&mut self) {
        self.now = None;
        self.foreign = None;
        self.rest.clear();
        self.held = false;
    }

    /// Bytes of one character of the encodings with fixed width; 1 for the others.
    fn unit(&self) -> usize {
        match self.coder {
            Coder::Native(Codec::Utf16(_)) => 2,
            Coder::Native(Codec::Utf32(_)) => 4,
            _ => 1,
        }
    }

    /// Decodes a piece. Gives the text, and the bytes that it was made of (those kept back for the next piece are not
    /// among them).
    ///
    /// # Errors
    /// What the codec raises.
    pub fn decode(&mut self, vm: &Vm, piece: Vec<u8>, last: bool) -> PyResult<(String, Vec<u8>)> {
        let mut bytes = piece;
        if !self.rest.is_empty() {
            let mut all = std::mem::take(&mut self.rest);
            all.extend(bytes);
            bytes = all;
        }
        let Coder::Native(codec) = self.coder else { return self.decode_foreign(vm, bytes, last) };
        let mut start = 0;
        let codec = match self.now {
            Some(codec) => codec,
            None => match settle(codec, &bytes, last) {
                Some((codec, mark)) => {
                    self.now = Some(codec);
                    start = mark;
                    codec
                }
                None => {
                    self.rest = bytes;
                    return Ok((String::new(), Vec::new()));
                }
            },
        };
        if !last {
            let keep = incomplete(&bytes, codec);
            self.rest = bytes.split_off(bytes.len() - keep);
            if self.hold_cr && self.rest.is_empty() && ends_in_cr(&bytes, codec) {
                self.rest = bytes.split_off(bytes.len() - self.unit());
            }
        }
        // UTF-8 without flaws needs no copy.
        if codec == Codec::Utf8 && start == 0 {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    let raw = text.as_bytes().to_vec();
                    return Ok((text, raw));
                }
                Err(e) => bytes = e.into_bytes(),
            }
        }
        let text = native::decode_with(vm, &bytes[start.min(bytes.len())..], codec, self.errors.as_str())?;
        Ok((text.as_str().to_string(), bytes))
    }

    fn decode_foreign(&mut self, vm: &Vm, bytes: Vec<u8>, last: bool) -> PyResult<(String, Vec<u8>)> {
        let decoder = match (&self.foreign, &self.coder) {
            (Some(d), _) => d.clone(),
            (None, Coder::Foreign(info)) => {
                let make = vm.get_attr(info, &vm.intern("incrementaldecoder"))?;
                let made = vm.call(&make, &[Value::Str(self.errors.clone())])?;
                self.foreign = Some(made.clone());
                made
            }
            (None, Coder::Native(_)) => Value::None,
        };
        let text = call(vm, &decoder, "decode", &[Value::Bytes(Bytes::new(&bytes)), Value::Bool(last)])?;
        let Some(text) = text.as_str() else {
            let got = vm.type_name(&text);
            return Err(vm.type_error(format!("decoder should return a string result, not '{got}'")));
        };
        let mut text = text.as_str().to_string();
        if std::mem::take(&mut self.held) {
            text.insert(0, '\r');
        }
        if !last && self.hold_cr && text.ends_with('\r') {
            text.pop();
            self.held = true;
        }
        Ok((text, bytes))
    }

    /// How many of `raw`'s bytes the first `text` bytes of the text are made of, when `finish` is done to the text.
    ///
    /// # Errors
    /// What the codec raises.
    pub fn bytes_for(&self, vm: &Vm, raw: &[u8], text: usize, finish: &dyn Fn(String) -> String) -> PyResult<usize> {
        let plain = memchr::memchr(b'\r', raw).is_none();
        let codec = match self.now {
            Some(codec) => codec,
            // Foreign encodings are mostly those of one byte a character; positions are exact for them.
            None => return Ok(text.min(raw.len())),
        };
        if plain && codec == Codec::Utf8 && std::str::from_utf8(raw).is_ok() {
            return Ok(text.min(raw.len()));
        }
        let mut low = 0;
        let mut high = raw.len();
        while low < high {
            let middle = (low + high) / 2;
            let keep = incomplete(&raw[..middle], codec);
            let part = native::decode_with(vm, &raw[..middle - keep], codec, self.errors.as_str())?;
            if finish(part.as_str().to_string()).len() < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }
}

fn ends_in_cr(bytes: &[u8], codec: Codec) -> bool {
    match codec {
        Codec::Utf16(Order::Big) => bytes.ends_with(&[0, b'\r']),
        Codec::Utf16(_) => bytes.ends_with(&[b'\r', 0]),
        Codec::Utf32(Order::Big) => bytes.ends_with(&[0, 0, 0, b'\r']),
        Codec::Utf32(_) => bytes.ends_with(&[b'\r', 0, 0, 0]),
        _ => bytes.ends_with(b"\r"),
    }
}

/// What a codec becomes once the start of the stream is known, and how long the byte order mark is. `None`: more bytes
/// are needed to tell.
fn settle(codec: Codec, bytes: &[u8], last: bool) -> Option<(Codec, usize)> {
    match codec {
        Codec::Utf8Sig => {
            let mark = b"\xef\xbb\xbf";
            if bytes.starts_with(mark) {
                Some((Codec::Utf8, 3))
            } else if !last && mark.starts_with(bytes) {
                None
            } else {
                Some((Codec::Utf8, 0))
            }
        }
        Codec::Utf16(Order::Marked) => match bytes {
            [0xff, 0xfe, ..] => Some((Codec::Utf16(Order::Little), 2)),
            [0xfe, 0xff, ..] => Some((Codec::Utf16(Order::Big), 2)),
            [] | [_] if !last => None,
            _ => Some((Codec::Utf16(Order::Little), 0)),
        },
        Codec::Utf32(Order::Marked) => match bytes {
            [0xff, 0xfe, 0, 0, ..] => Some((Codec::Utf32(Order::Little), 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Codec::Utf32(Order::Big), 4)),
            [] | [_] | [_, _] | [_, _, _] if !last => None,
            _ => Some((Codec::Utf32(Order::Little), 0)),
        },
        other => Some((other, 0)),
    }
}

/// Text to bytes.
pub struct Encoder {
    coder: Coder,
    errors: Str,
    foreign: Option<Value>,
    /// The byte order mark is still to be written.
    at_start: bool,
}

impl Encoder {
    /// An encoder; `at_start`: nothing stands before what it writes.
    pub fn new(coder: Coder, errors: Str, at_start: bool) -> Encoder {
        Encoder { coder, errors, foreign: None, at_start }
    }

    /// The stream's position has changed.
    pub fn reset(&mut self, at_start: bool) {
        self.at_start = at_start;
        self.foreign = None;
    }

    /// Adds the bytes of `text` to `out`.
    ///
    /// # Errors
    /// What the codec raises.
    pub fn encode(&mut self, vm: &Vm, text: &Str, out: &mut Vec<u8>) -> PyResult<()> {
        let codec = match &self.coder {
            Coder::Native(codec) => *codec,
            Coder::Foreign(info) => {
                let encoder = match &self.foreign {
                    Some(e) => e.clone(),
                    None => {
                        let make = vm.get_attr(info, &vm.intern("incrementalencoder"))?;
                        vm.call(&make, &[Value::Str(self.errors.clone())])?
                    }
                };
                self.foreign = Some(encoder.clone());
                let bytes = call(vm, &encoder, "encode", &[Value::Str(text.clone())])?;
                return match bytes.inner() {
                    Value::Bytes(b) => {
                        out.extend_from_slice(b.as_slice());
                        Ok(())
                    }
                    _ => Err(
                        vm.type_error(format!("encoder should return a bytes object, not '{}'", vm.type_name(&bytes)))
                    ),
                };
            }
        };
        // ASCII is the same in most encodings.
        if text.is_ascii() && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) {
            out.extend_from_slice(text.as_str().as_bytes());
            return Ok(());
        }
        let marked = std::mem::take(&mut self.at_start);
        let codec = match codec {
            Codec::Utf16(Order::Marked) if !marked => Codec::Utf16(Order::Little),
            Codec::Utf32(Order::Marked) if !marked => Codec::Utf32(Order::Little),
            Codec::Utf8Sig if !marked => Codec::Utf8,
            other => other,
        };
        out.extend(native::encode_with(vm, text, codec, self.errors.as_str())?);
        Ok(())
    }
}
