//! The workings of `TextIOWrapper`: text read ahead, text not yet written, and positions.
//!
//! Decoded text waits in one string. Beside it stand the pieces that it was made of (their bytes and the length of their
//! text), so that `tell` can say which byte the next character starts at.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use taipan_interp::heap::NativeData;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::str::Str;
use taipan_interp::vm::waiting::Latch;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::buffered::{Buffered, own_buffered};
use super::newlines::{Seen, translate};
use super::text_codec::{Coder, Decoder, Encoder};
use super::{BUFFER_SIZE, call, finalize, flag, unsupported};

/// What `newline` was given as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// None: every end of line is read as `\n`; `\n` is written as the system's.
    Translate,
    /// `''`: every end of line counts, and stays as it is.
    Any,
    Lf,
    Cr,
    CrLf,
}

impl Newline {
    /// Reads the argument.
    ///
    /// # Errors
    /// TypeError and ValueError for anything else; `function` names the complainer.
    pub fn parse(vm: &Vm, v: &Value, function: &str) -> PyResult<Newline> {
        let Some(v) = v.some() else { return Ok(Newline::Translate) };
        let Some(text) = v.as_str() else {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("{function} argument 'newline' must be str or None, not {got}")));
        };
        Ok(match text.as_str() {
            "" => Newline::Any,
            "\n" => Newline::Lf,
            "\r" => Newline::Cr,
            "\r\n" => Newline::CrLf,
            _ => return Err(vm.value_error(format!("illegal newline value: {}", vm.repr(v)?))),
        })
    }

    /// True when `\r\n` is one end of line among others: it must not be torn apart.
    pub fn universal(self) -> bool {
        matches!(self, Newline::Translate | Newline::Any)
    }

    /// The text before and with the first end of line, in bytes; `None`: there is none yet.
    pub fn line_end(self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        match self {
            Newline::Translate | Newline::Lf => memchr::memchr(b'\n', bytes).map(|i| i + 1),
            Newline::Cr => memchr::memchr(b'\r', bytes).map(|i| i + 1),
            Newline::CrLf => memchr::memmem::find(bytes, b"\r\n").map(|i| i + 2),
            Newline::Any => {
                let i = memchr::memchr2(b'\r', b'\n', bytes)?;
                Some(if bytes[i..].starts_with(b"\r\n") { i + 2 } else { i + 1 })
            }
        }
    }

    /// What `\n` is written as, when that is something else.
    pub fn written(self) -> Option<&'static str> {
        match self {
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
            _ => None,
        }
    }
}

/// A piece of input: its bytes, and how long its text is in bytes.
struct Piece {
    raw: Vec<u8>,
    text: usize,
}

/// Text read ahead.
#[derive(Default)]
struct Ahead {
    text: String,
    /// What stands before is used up.
    at: usize,
    pieces: VecDeque<Piece>,
    /// The input has ended.
    ended: bool,
}

impl Ahead {
    fn left(&self) -> &str {
        &self.text[self.at..]
    }

    /// Forgets what is used up, whole pieces at a time.
    fn compact(&mut self) {
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            self.pieces.clear();
            return;
        }
        if self.pieces.is_empty() {
            self.text.drain(..self.at);
            self.at = 0;
            return;
        }
        while let Some(first) = self.pieces.front()
            && first.text <= self.at
        {
            self.at -= first.text;
            self.text.drain(..first.text);
            self.pieces.pop_front();
        }
    }
}

/// What changes with `reconfigure`.
pub struct Settings {
    pub encoding: Str,
    pub errors: Str,
    pub newline: Newline,
    pub line_buffering: bool,
    pub write_through: bool,
    pub coder: Coder,
}

/// A text stream over a binary one.
pub struct TextIo {
    /// Unbound before `__init__` and after `detach`.
    pub buffer: RefCell<Value>,
    buffer_is_own: Cell<bool>,
    pub detached: Cell<bool>,
    pub settings: RefCell<Option<Settings>>,
    decoder: RefCell<Option<Decoder>>,
    encoder: RefCell<Option<Encoder>>,
    ahead: RefCell<Ahead>,
    /// Encoded, not yet in the buffer.
    behind: RefCell<Vec<u8>>,
    /// One thread at a time reads, one writes: the stream below waits without the interpreter lock. Who needs both takes
    /// `reading` first.
    reading: Latch,
    writing: Latch,
    pub seen: Cell<Seen>,
    pub seekable: Cell<bool>,
    has_read1: Cell<bool>,
    /// False while the file is iterated: `tell` would be wrong for programs that rely on read-ahead.
    telling: Cell<bool>,
    /// The pieces' bytes are kept.
    tracking: Cell<bool>,
    finalized: Cell<bool>,
    pub closed: Cell<bool>,
}

impl NativeData for TextIo {
    taipan_interp::traverses!(buffer);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        self.check_open(vm)?;
        self.telling.set(false);
        let line = self.read_line(vm, None)?;
        if line.is_empty() {
            self.telling.set(self.seekable.get());
            return Ok(None);
        }
        Ok(Some(Value::Str(line)))
    }

    fn before_free(&self, this: &ObjRef) -> bool {
        finalize(this, &self.finalized, !self.closed.get() && !self.buffer.borrow().is_unbound())
    }
}

/// How much unwritten text goes to the buffer at once.
const CHUNK: usize = BUFFER_SIZE;

impl TextIo {
    pub fn empty() -> TextIo {
        TextIo {
            buffer: RefCell::new(Value::Unbound),
            buffer_is_own: Cell::new(false),
            detached: Cell::new(false),
            settings: RefCell::new(None),
            decoder: RefCell::new(None),
            encoder: RefCell::new(None),
            ahead: RefCell::default(),
            behind: RefCell::default(),
            reading: Latch::default(),
            writing: Latch::default(),
            seen: Cell::default(),
            seekable: Cell::new(false),
            has_read1: Cell::new(false),
            telling: Cell::new(true),
            tracking: Cell::new(false),
            finalized: Cell::new(false),
            closed: Cell::new(false),
        }
    }

    /// Puts the stream over `buffer`.
    pub fn attach(&self, vm: &Vm, object: &Value, buffer: &Value, settings: Settings) -> PyResult<()> {
        let ask = |question: &str| -> PyResult<bool> {
            let answer = call(vm, buffer, question, &[])?;
            vm.truth(&answer)
        };
        let (seekable, readable, writable) = (ask("seekable")?, ask("readable")?, ask("writable")?);
        self.seekable.set(seekable);
        self.telling.set(seekable);
        self.tracking.set(seekable);
        let native = own_buffered(vm, buffer).is_some();
        self.buffer_is_own.set(native);
        self.has_read1.set(native || vm.get_attr_opt(buffer, &vm.intern("read1"))?.is_some());
        let hold_cr = settings.newline.universal();
        let (coder, errors) = (settings.coder.clone(), settings.errors.clone());
        let decoder = readable.then(|| Decoder::new(coder.clone(), errors.clone(), hold_cr));
        let mut at_start = true;
        if writable && seekable {
            let at = call(vm, buffer, "tell", &[])?;
            at_start = vm.index_i64(&at)? == 0;
        }
        let encoder = writable.then(|| Encoder::new(coder, errors, at_start));
        if writable {
            super::remember_writer(vm, object);
        }
        self.decoder.replace(decoder);
        self.encoder.replace(encoder);
        self.ahead.replace(Ahead::default());
        self.behind.replace(Vec::new());
        self.settings.replace(Some(settings));
        self.detached.set(false);
        self.closed.set(false);
        let old = self.buffer.replace(buffer.clone());
        drop(old);
        Ok(())
    }

    /// The binary stream.
    pub fn buffer(&self, vm: &Vm) -> PyResult {
        let buffer = self.buffer.borrow().clone();
        if !buffer.is_unbound() {
            return Ok(buffer);
        }
        Err(vm.value_error(if self.detached.get() {
            "underlying buffer has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// The binary stream, when it is exactly one of ours.
    fn own<'a>(&self, buffer: &'a Value) -> Option<&'a Buffered> {
        if self.buffer_is_own.get() { buffer.native::<Buffered>() } else { None }
    }

    /// ValueError when it is closed.
    pub fn check_open(&self, vm: &Vm) -> PyResult<()> {
        let buffer = self.buffer(vm)?;
        let closed = match self.own(&buffer) {
            Some(b) => b.is_closed(vm)?,
            None => flag(vm, &buffer, "closed")?,
        };
        if closed { Err(super::closed_error(vm)) } else { Ok(()) }
    }

    /// The way lines end.
    pub fn newline(&self) -> Newline {
        self.settings.borrow().as_ref().map_or(Newline::Translate, |s| s.newline)
    }

    /// Decodes one more piece. False at the end.
    fn read_piece(&self, vm: &Vm) -> PyResult<bool> {
        if self.decoder.borrow().is_none() {
            return Err(unsupported(vm, "not readable"));
        }
        let buffer = self.buffer(vm)?;
        let raw = match self.own(&buffer) {
            Some(b) => {
                if b.is_closed(vm)? {
                    return Err(vm.value_error("read of closed file"));
                }
                b.read_some(vm, CHUNK)?
            }
            None => {
                let how = if self.has_read1.get() { "read1" } else { "read" };
                let raw = call(vm, &buffer, how, &[Value::from(CHUNK)])?;
                match taipan_interp::types::bytes::buffer::copy_of(vm, &raw)? {
                    Some(bytes) => bytes,
                    None => {
                        let got = vm.type_name(&raw);
                        return Err(vm.type_error(format!(
                            "underlying {how}() should have returned a bytes-like object, not '{got}'"
                        )));
                    }
                }
            }
        };
        let ended = raw.is_empty();
        self.accept(vm, raw, ended)?;
        Ok(!ended)
    }

    /// Decodes bytes and appends the text.
    fn accept(&self, vm: &Vm, raw: Vec<u8>, last: bool) -> PyResult<()> {
        // The decoder may be Python: it is out of its cell meanwhile.
        let Some(mut decoder) = self.decoder.take() else { return Ok(()) };
        let decoded = decoder.decode(vm, raw, last);
        self.decoder.replace(Some(decoder));
        let (text, raw) = decoded?;
        let newline = self.newline();
        if newline.universal() {
            let mut seen = self.seen.get();
            seen.look(&text);
            self.seen.set(seen);
        }
        let text = if newline == Newline::Translate { translate(text) } else { text };
        let mut ahead = self.ahead.borrow_mut();
        ahead.compact();
        let size = text.len();
        if ahead.text.is_empty() {
            ahead.text = text;
        } else {
            ahead.text.push_str(&text);
        }
        if self.tracking.get() && (size > 0 || !raw.is_empty()) {
            ahead.pieces.push_back(Piece { raw, text: size });
        }
        ahead.ended = last;
        Ok(())
    }

    /// Reads a line, or at most `limit` characters of it.
    pub fn read_line(&self, vm: &Vm, limit: Option<usize>) -> PyResult<Str> {
        let _reading = self.reading.enter(vm)?;
        self.flush_writes(vm)?;
        let newline = self.newline();
        let mut searched = 0;
        loop {
            {
                let mut ahead = self.ahead.borrow_mut();
                let left = ahead.left();
                // What was searched in vain need not be searched again (but for half an end of line).
                let from = if left.is_char_boundary(searched) { searched } else { 0 };
                let mut end = newline.line_end(&left[from..]).map(|e| from + e);
                if let Some(limit) = limit {
                    let cut = char_limit(left, limit);
                    end = match (end, cut) {
                        (Some(e), Some(c)) => Some(e.min(c)),
                        (None, c) => c,
                        (e, None) => e,
                    };
                }
                if let Some(end) = end {
                    let line = Str::new(&left[..end]);
                    ahead.at += end;
                    return Ok(line);
                }
                searched = left.len().saturating_sub(1);
            }
            if !self.read_piece(vm)? {
                let mut ahead = self.ahead.borrow_mut();
                let left = ahead.left();
                // The last piece may have brought the `\r` that was held back.
                let end = newline.line_end(left).unwrap_or(left.len());
                let end = limit.and_then(|l| char_limit(left, l)).map_or(end, |c| c.min(end));
                let line = Str::new(&left[..end]);
                ahead.at += end;
                return Ok(line);
            }
        }
    }

    /// Reads `n` characters, fewer at the end.
    pub fn read(&self, vm: &Vm, n: usize) -> PyResult<Str> {
        let _reading = self.reading.enter(vm)?;
        self.flush_writes(vm)?;
        loop {
            {
                let mut ahead = self.ahead.borrow_mut();
                if let Some(end) = char_limit(ahead.left(), n) {
                    let text = Str::new(&ahead.left()[..end]);
                    ahead.at += end;
                    return Ok(text);
                }
            }
            if !self.read_piece(vm)? {
                return Ok(self.take_all());
            }
        }
    }

    fn take_all(&self) -> Str {
        let mut ahead = self.ahead.borrow_mut();
        let end = char_limit(ahead.left(), usize::MAX).unwrap_or(ahead.left().len());
        let text = Str::new(&ahead.left()[..end]);
        ahead.at += end;
        text
    }

    /// Reads to the end.
    pub fn read_all(&self, vm: &Vm) -> PyResult<Str> {
        let _reading = self.reading.enter(vm)?;
        self.flush_writes(vm)?;
        if self.decoder.borrow().is_none() {
            return Err(unsupported(vm, "not readable"));
        }
        let buffer = self.buffer(vm)?;
        let raw = match self.own(&buffer) {
            Some(b) => {
                if b.is_closed(vm)? {
                    return Err(vm.value_error("read of closed file"));
                }
                b.read_all(vm)?.unwrap_or_default()
            }
            None => {
                let raw = call(vm, &buffer, "read", &[])?;
                match taipan_interp::types::bytes::buffer::copy_of(vm, &raw)? {
                    Some(bytes) => bytes,
                    None => {
                        let got = vm.type_name(&raw);
                        return Err(vm.type_error(format!(
                            "underlying read() should have returned a bytes-like object, not '{got}'"
                        )));
                    }
                }
            }
        };
        self.accept(vm, raw, true)?;
        Ok(self.take_all())
    }

    /// Writes text.
    pub fn write(&self, vm: &Vm, text: &Str) -> PyResult<()> {
        let _writing = self.writing.enter(vm)?;
        if self.encoder.borrow().is_none() {
            return Err(unsupported(vm, "not writable"));
        }
        let (written, line_buffering, write_through) = match &*self.settings.borrow() {
            Some(s) => (s.newline.written(), s.line_buffering, s.write_through),
            None => (None, false, false),
        };
        let translated = match written {
            Some(end) if text.as_str().contains('\n') => Str::new(&text.as_str().replace('\n', end)),
            _ => text.clone(),
        };
        let Some(mut encoder) = self.encoder.take() else { return Ok(()) };
        let mut behind = std::mem::take(&mut *self.behind.borrow_mut());
        let size = behind.len();
        let encoded = encoder.encode(vm, &translated, &mut behind);
        self.encoder.replace(Some(encoder));
        if encoded.is_err() {
            behind.truncate(size);
        }
        let full = behind.len() >= CHUNK;
        self.behind.replace(behind);
        encoded?;
        let line = line_buffering && memchr::memchr2(b'\n', b'\r', text.as_str().as_bytes()).is_some();
        if full || line || write_through {
            self.flush_writes(vm)?;
        }
        self.forget_input();
        if line {
            call(vm, &self.buffer(vm)?, "flush", &[])?;
        }
        Ok(())
    }

    /// Hands what was written to the buffer.
    pub fn flush_writes(&self, vm: &Vm) -> PyResult<()> {
        let _writing = self.writing.enter(vm)?;
        if self.behind.borrow().is_empty() {
            return Ok(());
        }
        let buffer = self.buffer(vm)?;
        let mut bytes = std::mem::take(&mut *self.behind.borrow_mut());
        match self.own(&buffer) {
            Some(b) => {
                if b.is_closed(vm)? {
                    return Err(vm.value_error("write to closed file"));
                }
                b.write(vm, &bytes)?;
                bytes.clear();
                // The memory serves the next round.
                let mut behind = self.behind.borrow_mut();
                if behind.is_empty() {
                    *behind = bytes;
                }
            }
            None => {
                call(vm, &buffer, "write", &[Value::Bytes(Bytes::new(&bytes))])?;
            }
        }
        Ok(())
    }

    /// `flush()`.
    pub fn flush(&self, vm: &Vm) -> PyResult<()> {
        self.telling.set(self.seekable.get());
        self.flush_writes(vm)?;
        call(vm, &self.buffer(vm)?, "flush", &[])?;
        Ok(())
    }

    fn forget_input(&self) {
        let mut ahead = self.ahead.borrow_mut();
        if ahead.text.is_empty() && ahead.pieces.is_empty() && !ahead.ended {
            return;
        }
        *ahead = Ahead::default();
        drop(ahead);
        if let Some(d) = &mut *self.decoder.borrow_mut() {
            d.reset();
        }
    }

    /// `tell()`.
    pub fn tell(&self, vm: &Vm) -> PyResult<i64> {
        let _reading = self.reading.enter(vm)?;
        let _writing = self.writing.enter(vm)?;
        if !self.seekable.get() {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        if !self.telling.get() {
            return Err(vm.error(&vm.exc.os_error, "telling position disabled by next() call"));
        }
        self.flush_writes(vm)?;
        let buffer = self.buffer(vm)?;
        call(vm, &buffer, "flush", &[])?;
        let at = call(vm, &buffer, "tell", &[])?;
        let at = vm.index_i64(&at)?;
        let ahead = self.ahead.borrow();
        let decoder = self.decoder.borrow();
        let Some(decoder) = &*decoder else { return Ok(at) };
        let waiting: usize = ahead.pieces.iter().map(|p| p.raw.len()).sum();
        let mut used = 0;
        let mut text = ahead.at;
        let newline = self.newline();
        for piece in &ahead.pieces {
            if text >= piece.text {
                used += piece.raw.len();
                text -= piece.text;
                continue;
            }
            let finish = |t: String| if newline == Newline::Translate { translate(t) } else { t };
            used += if text == 0 { 0 } else { decoder.bytes_for(vm, &piece.raw, text, &finish)? };
            break;
        }
        Ok(at - decoder.rest.len() as i64 - waiting as i64 + used as i64)
    }

    /// `seek()`.
    pub fn seek(&self, vm: &Vm, target: i64, whence: i64) -> PyResult {
        let _reading = self.reading.enter(vm)?;
        let _writing = self.writing.enter(vm)?;
        if !self.seekable.get() {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        let target = match whence {
            0 if target < 0 => return Err(vm.value_error(format!("negative seek position {target}"))),
            0 => target,
            1 if target != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
            1 => {
                self.telling.set(true);
                self.tell(vm)?
            }
            2 if target != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
            2 => {
                self.flush(vm)?;
                self.restart(0);
                let buffer = self.buffer(vm)?;
                let at = call(vm, &buffer, "seek", &[Value::Int(0), Value::Int(2)])?;
                let at_end = vm.index_i64(&at)?;
                self.restart(at_end);
                return Ok(at);
            }
            _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        self.flush(vm)?;
        let buffer = self.buffer(vm)?;
        call(vm, &buffer, "seek", &[Value::Int(target)])?;
        self.restart(target);
        Ok(Value::Int(target))
    }

    /// The binary stream stands at `at`: nothing is read ahead.
    fn restart(&self, at: i64) {
        self.ahead.replace(Ahead::default());
        if let Some(d) = &mut *self.decoder.borrow_mut() {
            if at == 0 {
                d.reset();
            } else {
                d.rest.clear();
            }
        }
        if let Some(e) = &mut *self.encoder.borrow_mut() {
            e.reset(at == 0);
        }
    }

    /// `reconfigure()`: new settings from here on.
    pub fn reconfigure(&self, vm: &Vm, settings: Settings, recode: bool) -> PyResult<()> {
        let _reading = self.reading.enter(vm)?;
        let _writing = self.writing.enter(vm)?;
        self.flush(vm)?;
        if recode {
            let hold_cr = settings.newline.universal();
            let (coder, errors) = (settings.coder.clone(), settings.errors.clone());
            if self.decoder.borrow().is_some() {
                let decoder = Decoder::new(coder.clone(), errors.clone(), hold_cr);
                self.decoder.replace(Some(decoder));
            }
            if self.encoder.borrow().is_some() {
                let mut at_start = true;
                if self.seekable.get() {
                    let at = call(vm, &self.buffer(vm)?, "tell", &[])?;
                    at_start = vm.index_i64(&at)? == 0;
                }
                self.encoder.replace(Some(Encoder::new(coder, errors, at_start)));
            }
        }
        self.settings.replace(Some(settings));
        Ok(())
    }

    /// True when something was read already: the encoding can no longer change.
    pub fn has_read(&self) -> bool {
        let ahead = self.ahead.borrow();
        !ahead.text.is_empty() || !ahead.pieces.is_empty()
    }
}

/// The place behind `n` characters; `None` when there are fewer.
pub fn char_limit(text: &str, n: usize) -> Option<usize> {
    if n > text.len() {
        return None;
    }
    // Looking no further than needed: programs read character by character out of long texts.
    if text.as_bytes()[..n].is_ascii() {
        return Some(n);
    }
    let mut chars = text.char_indices();
    match chars.nth(n) {
        Some((i, _)) => Some(i),
        None if text.chars().count() == n => Some(text.len()),
        None => None,
    }
}
