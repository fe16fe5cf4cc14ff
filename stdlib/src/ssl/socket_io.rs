//! Moving the bytes of an `_SSLSocket`: handshake, reading, writing, ending. Over a socket they wait as the socket's timeout
//! says, without the interpreter lock; what two threads may do at once is to read and to write.

use std::io::ErrorKind;
use std::time::Duration;

use taipan_interp::host::poll::Interest;
use taipan_interp::{PyResult, Value, Vm};

use super::bio::MemoryBio;
use super::errors::{Failure, Place, raised};
use super::socket::{SslSocket, Transport, raise};

/// How long one operation may wait.
#[derive(Clone, Copy)]
enum Patience {
    /// Not at all.
    None,
    /// As long as it takes.
    Endless,
    /// Until the clock says so.
    Until(Duration),
}

/// The most plain bytes that are encrypted at once when a socket may refuse to take them.
const RECORD: usize = 16_384;

/// Either a failure of the connection, or an exception from elsewhere (a signal's handler).
enum Trouble {
    Failure(Failure),
    Raised(taipan_interp::Raised),
}

impl From<Failure> for Trouble {
    fn from(f: Failure) -> Trouble {
        Trouble::Failure(f)
    }
}

impl From<taipan_interp::Raised> for Trouble {
    fn from(r: taipan_interp::Raised) -> Trouble {
        Trouble::Raised(r)
    }
}

/// One operation: what it is called in errors, how long it waits, and its socket.
struct Operation {
    place: Place,
    name: &'static str,
    patience: Patience,
    fd: i32,
}

impl Operation {
    fn raise<T>(&self, vm: &Vm, trouble: Trouble) -> PyResult<T> {
        match trouble {
            Trouble::Failure(failure) => Err(raised(vm, &failure, self.place)),
            Trouble::Raised(error) => Err(error),
        }
    }

    /// Waits until the socket is ready.
    fn wait(&self, vm: &Vm, interest: Interest) -> Result<(), Trouble> {
        let timeout = match self.patience {
            Patience::None => return Err(if interest.read { Failure::WantRead } else { Failure::WantWrite }.into()),
            Patience::Endless => None,
            Patience::Until(deadline) => match deadline.checked_sub(vm.host.monotonic()) {
                Some(left) if !left.is_zero() => Some(left),
                _ => return Err(Failure::TimedOut(self.name).into()),
            },
        };
        let fd = self.fd;
        match vm.allow_threads(|host| host.poll_once(&[(fd, interest)], timeout)) {
            Ok(_) => Ok(vm.run_pending()?),
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(vm.run_pending()?),
            Err(e) => Err(Failure::from(e).into()),
        }
    }
}

fn no_network() -> Failure {
    Failure::from(std::io::Error::from(ErrorKind::Unsupported))
}

impl SslSocket {
    fn operation(&self, vm: &Vm, place: Place, name: &'static str) -> PyResult<Operation> {
        let Transport::Socket(link) = &self.transport else {
            return Ok(Operation { place, name, patience: Patience::None, fd: -1 });
        };
        let gone = |text: &str| raise(vm, &Failure::Plain(text.to_owned()), place);
        let Some(socket) = link.target() else { return gone("Underlying socket connection gone") };
        let fd = vm.index_i64(&vm.call_method(&socket, &vm.intern("fileno"), &[])?)?;
        let timeout = vm.call_method(&socket, &vm.intern("gettimeout"), &[])?;
        let patience = match timeout.some() {
            None => Patience::Endless,
            Some(t) => match crate::support::float_arg(vm, t)? {
                t if t > 0.0 => {
                    let wait = Duration::try_from_secs_f64(t).unwrap_or(Duration::MAX);
                    Patience::Until(vm.host.monotonic().saturating_add(wait))
                }
                _ => Patience::None,
            },
        };
        match i32::try_from(fd) {
            Ok(fd) if fd >= 0 => Ok(Operation { place, name, patience, fd }),
            _ => gone("Underlying socket has been closed."),
        }
    }

    /// Sends what is to be sent.
    fn flush(&self, vm: &Vm, op: &Operation) -> Result<(), Trouble> {
        match &self.transport {
            Transport::Elsewhere => Ok(()),
            Transport::Bio { outgoing, .. } => {
                let mut bytes = Vec::new();
                self.connection.borrow_mut().take_output(&mut bytes);
                if let Some(bio) = outgoing.native::<MemoryBio>() {
                    bio.put(&bytes);
                }
                Ok(())
            }
            Transport::Socket(_) => {
                let _one_sender = self.sending.enter(vm)?;
                loop {
                    let mut outbox = self.outbox.take();
                    self.connection.borrow_mut().take_output(&mut outbox);
                    if outbox.is_empty() {
                        return Ok(());
                    }
                    let sent = send_some(vm, op, &outbox);
                    if let Ok(n) = &sent {
                        outbox.drain(..*n);
                    }
                    *self.outbox.borrow_mut() = outbox;
                    sent?;
                }
            }
        }
    }

    /// Reads a part of a record and gives it to the connection. False: nothing more will come.
    fn pull(&self, vm: &Vm, op: &Operation) -> Result<bool, Trouble> {
        let wanted = self.connection.borrow().wanted();
        let bytes = match &self.transport {
            Transport::Elsewhere => return Err(Failure::WantRead.into()),
            Transport::Bio { incoming, .. } => {
                let Some(bio) = incoming.native::<MemoryBio>() else { return Ok(false) };
                if bio.pending() == 0 {
                    return if bio.is_at_end() { Ok(false) } else { Err(Failure::WantRead.into()) };
                }
                bio.take(wanted)
            }
            Transport::Socket(_) => {
                let _one_receiver = self.receiving.enter(vm)?;
                // Another thread may have read meanwhile.
                if !self.connection.borrow().plain().is_empty() {
                    return Ok(true);
                }
                let wanted = self.connection.borrow().wanted();
                let bytes = receive_some(vm, op, wanted)?;
                if bytes.is_empty() {
                    return Ok(false);
                }
                self.connection.borrow_mut().feed(&bytes)?;
                return Ok(true);
            }
        };
        self.connection.borrow_mut().feed(&bytes)?;
        Ok(true)
    }

    /// `do_handshake()`.
    ///
    /// # Errors
    /// SSLError, and those below it; TimeoutError; the system's.
    pub fn do_handshake(&self, vm: &Vm, this: &Value) -> PyResult<()> {
        let op = self.operation(vm, Place::Handshake, "_ssl.c:1011: The handshake")?;
        self.shake_hands(vm, this, &op).or_else(|trouble| op.raise(vm, trouble))
    }

    fn shake_hands(&self, vm: &Vm, this: &Value, op: &Operation) -> Result<(), Trouble> {
        loop {
            if let Err(failure) = self.configure(vm, this) {
                return Err(self.last_words(vm, op, failure.into()));
            }
            self.flush(vm, op)?;
            {
                let connection = self.connection.borrow();
                if let Some(failure) = connection.failure() {
                    return Err(failure.clone().into());
                }
                if !connection.is_handshaking() {
                    break;
                }
            }
            match self.pull(vm, op) {
                Ok(true) => {}
                Ok(false) => return Err(Failure::Eof.into()),
                Err(trouble) => return Err(self.last_words(vm, op, trouble)),
            }
        }
        self.note_handshake();
        Ok(())
    }

    /// Sends the alert that goes with a failure, if it can be sent.
    fn last_words(&self, vm: &Vm, op: &Operation, trouble: Trouble) -> Trouble {
        if self.connection.borrow().failure().is_some()
            && let Err(Trouble::Raised(error)) = self.flush(vm, op)
        {
            return Trouble::Raised(error);
        }
        trouble
    }

    /// Reads until there is something for the program, or nothing more will come.
    ///
    /// # Errors
    /// As [`SslSocket::do_handshake`].
    pub fn fill(&self, vm: &Vm, this: &Value) -> PyResult<()> {
        if !self.connection.borrow().plain().is_empty() {
            return Ok(());
        }
        let op = self.operation(vm, Place::Read, "The read")?;
        self.fill_by(vm, this, &op).or_else(|trouble| op.raise(vm, trouble))
    }

    fn fill_by(&self, vm: &Vm, this: &Value, op: &Operation) -> Result<(), Trouble> {
        if self.connection.borrow().is_handshaking() {
            self.shake_hands(vm, this, op)?;
        }
        loop {
            {
                let connection = self.connection.borrow();
                if !connection.plain().is_empty() || connection.peer_has_closed() {
                    return Ok(());
                }
                if let Some(failure) = connection.failure() {
                    return Err(failure.clone().into());
                }
            }
            match self.pull(vm, op) {
                Ok(true) => self.answer(vm, op)?,
                Ok(false) if self.ignores_eof() => return Ok(()),
                Ok(false) => return Err(Failure::Eof.into()),
                Err(trouble) => return Err(self.last_words(vm, op, trouble)),
            }
        }
    }

    /// Sends what the protocol itself has to answer, if that can be done without waiting.
    fn answer(&self, vm: &Vm, op: &Operation) -> Result<(), Trouble> {
        if !self.connection.borrow().has_output() {
            return Ok(());
        }
        match self.flush(vm, &Operation { patience: Patience::None, ..*op }) {
            Err(Trouble::Failure(Failure::WantWrite)) => Ok(()),
            other => other,
        }
    }

    /// `write(data)`: how many bytes were taken.
    ///
    /// # Errors
    /// As [`SslSocket::do_handshake`].
    pub fn write(&self, vm: &Vm, this: &Value, data: &[u8]) -> PyResult<usize> {
        let op = self.operation(vm, Place::Write, "The write")?;
        self.write_by(vm, this, data, &op).or_else(|trouble| op.raise(vm, trouble))
    }

    fn write_by(&self, vm: &Vm, this: &Value, data: &[u8], op: &Operation) -> Result<usize, Trouble> {
        if self.connection.borrow().is_handshaking() {
            self.shake_hands(vm, this, op)?;
        }
        self.flush(vm, op)?;
        let unfinished = self.unfinished.take();
        if unfinished > 0 {
            // The data of a write that is being repeated has been taken before.
            return Ok(unfinished.min(data.len()));
        }
        let may_refuse = matches!(self.transport, Transport::Socket(_)) && matches!(op.patience, Patience::None);
        let now = if may_refuse { &data[..data.len().min(RECORD)] } else { data };
        self.connection.borrow_mut().write(now)?;
        match self.flush(vm, op) {
            Ok(()) => Ok(now.len()),
            Err(trouble) => {
                if matches!(trouble, Trouble::Failure(Failure::WantWrite)) {
                    self.unfinished.set(now.len());
                }
                Err(trouble)
            }
        }
    }

    /// `shutdown()`: ends the connection on both sides; returns the socket below.
    ///
    /// # Errors
    /// As [`SslSocket::do_handshake`].
    pub fn shutdown(&self, vm: &Vm, _this: &Value) -> PyResult {
        let op = self.operation(vm, Place::Shutdown, "The read")?;
        if self.connection.borrow().is_handshaking() {
            return raise(vm, &Failure::Protocol("SHUTDOWN_WHILE_IN_INIT"), Place::Shutdown);
        }
        self.end(vm, &op).or_else(|trouble| op.raise(vm, trouble))?;
        Ok(match &self.transport {
            Transport::Socket(link) => link.target().unwrap_or(Value::None),
            _ => Value::None,
        })
    }

    fn end(&self, vm: &Vm, op: &Operation) -> Result<(), Trouble> {
        self.connection.borrow_mut().close();
        self.flush(vm, op)?;
        loop {
            {
                let connection = self.connection.borrow();
                if let Some(failure) = connection.failure() {
                    return Err(failure.clone().into());
                }
                if connection.peer_has_closed() {
                    return Ok(());
                }
                if !connection.plain().is_empty() {
                    return Err(Failure::Protocol("APPLICATION_DATA_AFTER_CLOSE_NOTIFY").into());
                }
            }
            match self.pull(vm, op) {
                Ok(true) => {}
                Ok(false) if self.ignores_eof() => return Ok(()),
                Ok(false) => return Err(Failure::Eof.into()),
                Err(trouble) => return Err(self.last_words(vm, op, trouble)),
            }
        }
    }
}

fn send_some(vm: &Vm, op: &Operation, bytes: &[u8]) -> Result<usize, Trouble> {
    loop {
        let fd = op.fd;
        let sent = vm.allow_threads(|host| host.network().map(|network| network.send(fd, bytes, NO_SIGNAL)));
        match sent {
            None => return Err(no_network().into()),
            Some(Ok(n)) => return Ok(n),
            Some(Err(e)) if e.kind() == ErrorKind::WouldBlock => op.wait(vm, Interest { read: false, write: true })?,
            Some(Err(e)) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Some(Err(e)) => return Err(Failure::from(e).into()),
        }
    }
}

fn receive_some(vm: &Vm, op: &Operation, wanted: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = vec![0; wanted];
    loop {
        let fd = op.fd;
        let into = &mut bytes;
        let got = vm.allow_threads(|host| host.network().map(|network| network.receive(fd, into, 0)));
        match got {
            None => return Err(no_network().into()),
            Some(Ok(n)) => {
                bytes.truncate(n);
                return Ok(bytes);
            }
            Some(Err(e)) if e.kind() == ErrorKind::WouldBlock => op.wait(vm, Interest { read: true, write: false })?,
            Some(Err(e)) if e.kind() == ErrorKind::Interrupted => vm.run_pending()?,
            Some(Err(e)) => return Err(Failure::from(e).into()),
        }
    }
}

/// The process ignores SIGPIPE, as CPython does.
const NO_SIGNAL: i32 = 0;
