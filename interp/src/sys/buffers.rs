//! The bytes on their way to and from the standard streams.

use std::cell::{Cell, RefCell};
use std::io::ErrorKind;

use crate::error::PyResult;
use crate::host::Stream;
use crate::vm::Vm;
use crate::vm::waiting::Latch;

/// Bytes gathered before they are written. As many as CPython gathers: programs that mix streams rely on it.
const BUFFER: usize = 8192;

/// Where `sys.stdout` or `sys.stderr` gathers what is written.
pub struct OutBuffer {
    to: Stream,
    pending: RefCell<Vec<u8>>,
    writing: Latch,
    /// Write when a line ends.
    pub line_buffering: Cell<bool>,
    /// Write at once.
    pub write_through: Cell<bool>,
    pub closed: Cell<bool>,
    /// The reader has gone away: said once, nothing is written any more.
    pub broken: Cell<bool>,
}

impl OutBuffer {
    pub(super) fn new(to: Stream, line_buffering: bool, write_through: bool) -> OutBuffer {
        OutBuffer {
            to,
            pending: RefCell::default(),
            writing: Latch::default(),
            line_buffering: Cell::new(line_buffering),
            write_through: Cell::new(write_through),
            closed: Cell::new(false),
            broken: Cell::new(false),
        }
    }

    /// Adds bytes and writes when it is time to.
    ///
    /// # Errors
    /// OSError from writing, ValueError when the stream is closed.
    pub fn write(&self, vm: &Vm, bytes: &[u8]) -> PyResult<()> {
        self.check_open(vm)?;
        let full = {
            let mut pending = self.pending.borrow_mut();
            pending.extend_from_slice(bytes);
            pending.len() > BUFFER
        };
        let now = full || self.write_through.get() || (self.line_buffering.get() && bytes.contains(&b'\n'));
        if now { self.flush(vm) } else { Ok(()) }
    }

    /// Writes what is gathered. When that fails the bytes are dropped: they would only fail again.
    ///
    /// # Errors
    /// OSError from writing.
    pub fn flush(&self, vm: &Vm) -> PyResult<()> {
        if self.pending.borrow().is_empty() {
            return Ok(());
        }
        // What other threads print meanwhile comes after this.
        let _inside = self.writing.enter(vm)?;
        let mut bytes = self.pending.take();
        let to = self.to;
        let written = vm.allow_threads(|host| host.write(to, &bytes));
        bytes.clear();
        // The buffer keeps its room, unless a finaliser wrote meanwhile.
        let mut pending = self.pending.borrow_mut();
        if pending.is_empty() {
            *pending = bytes;
        }
        drop(pending);
        written.map_err(|e| {
            self.broken.set(e.kind() == ErrorKind::BrokenPipe);
            vm.os_error(&e, None)
        })
    }

    /// Refuses when the stream is closed.
    ///
    /// # Errors
    /// ValueError then.
    pub fn check_open(&self, vm: &Vm) -> PyResult<()> {
        if self.closed.get() { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
    }
}

/// How much text a read wants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    All,
    /// To the end of the line, but no more than so many characters.
    Line(Option<usize>),
    Chars(usize),
}

/// What was read from standard input and not yet asked for.
#[derive(Default)]
pub struct InBuffer {
    data: RefCell<Vec<u8>>,
    /// Where in `data` the unread part begins.
    pos: Cell<usize>,
    pub closed: Cell<bool>,
}

impl InBuffer {
    /// Refuses when the stream is closed.
    ///
    /// # Errors
    /// ValueError then.
    pub fn check_open(&self, vm: &Vm) -> PyResult<()> {
        if self.closed.get() { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
    }

    /// Reads more; false at the end.
    fn fill(&self, vm: &Vm) -> PyResult<bool> {
        let mut chunk = [0; BUFFER];
        loop {
            match vm.allow_threads(|host| host.read_stdin(&mut chunk)) {
                Ok(0) => return Ok(false),
                Ok(n) => {
                    let mut data = self.data.borrow_mut();
                    data.drain(..self.pos.take());
                    data.extend_from_slice(&chunk[..n]);
                    return Ok(true);
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
                Err(e) => return Err(vm.os_error(&e, None)),
            }
        }
    }

    fn take(&self, n: usize) -> Vec<u8> {
        let data = self.data.borrow();
        let start = self.pos.get();
        let end = (start + n).min(data.len());
        self.pos.set(end);
        data[start..end].to_vec()
    }

    fn unread(&self) -> usize {
        self.data.borrow().len() - self.pos.get()
    }

    /// The position after the first line end in the unread part, counting from its begin; with `universal`, `\r` and
    /// `\r\n` end lines as well. `from`: where the search begins.
    fn line_end(&self, from: usize, universal: bool, at_end: bool) -> Option<usize> {
        let data = self.data.borrow();
        let unread = &data[self.pos.get()..];
        for (i, b) in unread.iter().enumerate().skip(from) {
            match b {
                b'\n' => return Some(i + 1),
                // A `\n` may follow that has not been read yet.
                b'\r' if universal => match unread.get(i + 1) {
                    Some(b'\n') => return Some(i + 2),
                    Some(_) => return Some(i + 1),
                    None if at_end => return Some(i + 1),
                    None => return None,
                },
                _ => {}
            }
        }
        None
    }

    /// Bytes as they are: all of them, a line, or at most so many.
    ///
    /// # Errors
    /// OSError from reading, KeyboardInterrupt.
    pub fn bytes(&self, vm: &Vm, amount: Amount) -> PyResult<Vec<u8>> {
        self.check_open(vm)?;
        match amount {
            Amount::All => {
                while self.fill(vm)? {}
                Ok(self.take(self.unread()))
            }
            Amount::Chars(n) => {
                while self.unread() < n && self.fill(vm)? {}
                Ok(self.take(n))
            }
            Amount::Line(limit) => {
                let end = self.find_line(vm, false)?;
                Ok(self.take(limit.map_or(end, |l| end.min(l))))
            }
        }
    }

    fn find_line(&self, vm: &Vm, universal: bool) -> PyResult<usize> {
        let mut searched = 0;
        loop {
            if let Some(end) = self.line_end(searched, universal, false) {
                return Ok(end);
            }
            // A `\r` at the end is looked at again.
            searched = self.unread().saturating_sub(1);
            if !self.fill(vm)? {
                return Ok(self.line_end(searched, universal, true).unwrap_or_else(|| self.unread()));
            }
        }
    }

    /// Text, line ends turned into `\n`.
    ///
    /// # Errors
    /// As [`InBuffer::bytes`], and UnicodeDecodeError.
    pub fn text(&self, vm: &Vm, amount: Amount) -> PyResult<String> {
        self.check_open(vm)?;
        match amount {
            Amount::All => {
                while self.fill(vm)? {}
                decode(vm, self.take(self.unread())).map(|t| universal(&t))
            }
            Amount::Line(None) => {
                let end = self.find_line(vm, true)?;
                decode(vm, self.take(end)).map(|t| universal(&t))
            }
            Amount::Line(Some(limit)) => {
                let end = self.find_line(vm, true)?;
                self.chars(vm, end, limit)
            }
            Amount::Chars(n) => {
                // A character is at most four bytes, and a line end may count two for one.
                while self.complete_chars() < n && self.fill(vm)? {}
                self.chars(vm, self.unread(), n)
            }
        }
    }

    /// How many characters the unread bytes hold (one too few while a `\r` stands last).
    fn complete_chars(&self) -> usize {
        let data = self.data.borrow();
        let unread = &data[self.pos.get()..];
        let starts = unread.iter().filter(|b| (**b & 0xc0) != 0x80).count();
        let pairs = unread.windows(2).filter(|w| w == b"\r\n").count();
        (starts - pairs).saturating_sub(1)
    }

    /// The first `n` characters of the first `end` unread bytes.
    fn chars(&self, vm: &Vm, end: usize, n: usize) -> PyResult<String> {
        let bytes = self.data.borrow()[self.pos.get()..self.pos.get() + end].to_vec();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => decode(vm, self.take(end))?,
        };
        let mut taken = 0;
        let mut out = String::new();
        let mut chars = text.chars().peekable();
        for _ in 0..n {
            let Some(c) = chars.next() else { break };
            taken += c.len_utf8();
            if c == '\r' {
                if chars.next_if_eq(&'\n').is_some() {
                    taken += 1;
                }
                out.push('\n');
            } else {
                out.push(c);
            }
        }
        self.pos.set(self.pos.get() + taken);
        Ok(out)
    }
}

fn universal(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn decode(vm: &Vm, bytes: Vec<u8>) -> PyResult<String> {
    use crate::types::bytes::Bytes;
    use crate::value::Value;
    String::from_utf8(bytes).map_err(|e| {
        let error = e.utf8_error();
        let start = error.valid_up_to();
        let bad = e.as_bytes()[start];
        let reason = match error.error_len() {
            None => "unexpected end of data",
            Some(_) if !(0xc2..=0xf4).contains(&bad) => "invalid start byte",
            Some(_) => "invalid continuation byte",
        };
        let end = start + error.error_len().unwrap_or(e.as_bytes().len() - start);
        let object = Value::Bytes(Bytes::new(e.as_bytes()));
        let args = vec![Value::str("utf-8"), object, Value::from(start), Value::from(end), Value::str(reason)];
        vm.new_exception(&vm.exc.unicode_decode_error, args)
    })
}
