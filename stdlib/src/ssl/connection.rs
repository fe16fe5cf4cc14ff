//! One TLS connection, as bytes that go in and come out: rustls's, with what differs from OpenSSL made up for. Knows no
//! sockets and no Python.

use std::io::{BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};

use rustls::pki_types::{IpAddr, Ipv4Addr, ServerName};
use rustls::server::{Accepted, Acceptor};
use rustls::{Connection as Tls, Error as TlsError, HandshakeKind, ServerConfig};

use super::alerts;
use super::ciphers::{self, Cipher};
use super::errors::{Failure, failure_of};
use super::session::ClientSetup;
use super::verify::Outcome;

/// Where a connection stands.
enum State {
    /// A server that has not got the client's first message.
    Waiting(Box<Acceptor>),
    /// A server that has, and has to say which configuration is to be used.
    Hello(Box<Accepted>),
    Running(Box<Tls>),
    /// It never got that far, or failed.
    Failed(Failure),
}

/// The head of a record: kind, version, length.
const HEADER: usize = 5;

/// A connection.
pub struct Connection {
    state: State,
    /// The head of the record that is being read, and how much of the rest is still to come.
    header: Vec<u8>,
    left: usize,
    /// Nothing has been read yet.
    fresh: bool,
    /// What is to be sent besides what rustls wants sent.
    extra: Vec<u8>,
    /// What was read and nobody has asked for: where it begins.
    plain: Vec<u8>,
    at: usize,
    /// The suites that both sides have, for a server.
    shared: Vec<&'static Cipher>,
    /// What became of the peer's certificate.
    pub outcome: Arc<Mutex<Outcome>>,
    /// The peer has said that it sends no more; so have we.
    peer_closed: bool,
    closed: bool,
    /// Application data came after this side had said that it ends.
    late_data: bool,
}

/// What a client's first message says.
#[derive(Clone, Debug, Default)]
pub struct Hello {
    pub server_name: Option<String>,
}

impl Connection {
    fn new(state: State, outcome: Arc<Mutex<Outcome>>) -> Connection {
        Connection {
            state,
            header: Vec::new(),
            left: 0,
            fresh: true,
            extra: Vec::new(),
            plain: Vec::new(),
            at: 0,
            shared: Vec::new(),
            outcome,
            peer_closed: false,
            closed: false,
            late_data: false,
        }
    }

    /// A client's.
    pub fn client(setup: Result<&ClientSetup, Failure>) -> Connection {
        let setup = match setup {
            Ok(setup) => setup,
            Err(failure) => return Connection::new(State::Failed(failure), Arc::default()),
        };
        let named = setup.host.as_deref().and_then(|h| ServerName::try_from(h.to_owned()).ok());
        // Without a name none is told: any address will do.
        let name = named.unwrap_or(ServerName::IpAddress(IpAddr::V4(Ipv4Addr::from([0, 0, 0, 0]))));
        let state = match rustls::ClientConnection::new(setup.config.clone(), name) {
            Ok(mut tls) => {
                tls.set_buffer_limit(None);
                State::Running(Box::new(Tls::Client(tls)))
            }
            Err(error) => State::Failed(failure_of(&error)),
        };
        Connection::new(state, setup.outcome.clone())
    }

    /// A server's.
    pub fn server() -> Connection {
        Connection::new(State::Waiting(Box::default()), Arc::default())
    }

    /// How many bytes finish the head or the rest of the record that is being read: who reads no more than that at a time
    /// leaves alone what follows the end of the connection.
    pub fn wanted(&self) -> usize {
        if self.left > 0 { self.left } else { HEADER - self.header.len() }
    }

    /// Takes bytes of the peer's, at most [`Connection::wanted`].
    ///
    /// # Errors
    /// What ends the connection. There may be an alert to be sent first.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.left > 0 {
            self.left = self.left.saturating_sub(bytes.len());
        } else {
            self.header.extend_from_slice(bytes);
            if self.header.len() < HEADER {
                return Ok(());
            }
            if let Err(failure) = self.check_header() {
                return Err(self.fail(failure));
            }
            self.left = usize::from(u16::from_be_bytes([self.header[3], self.header[4]]));
            self.fresh = false;
            let header = std::mem::take(&mut self.header);
            return self.push(&header);
        }
        self.push(bytes)
    }

    /// Takes any number of bytes of the peer's. Says how many: what follows a client's first message is to be fed again
    /// once the configuration has been given.
    ///
    /// # Errors
    /// As [`Connection::feed`].
    pub fn feed_all(&mut self, bytes: &[u8]) -> Result<usize, Failure> {
        let mut rest = bytes;
        while self.is_handshaking() || self.left > 0 || !self.header.is_empty() {
            if rest.is_empty() || self.needs_config() {
                return Ok(bytes.len() - rest.len());
            }
            let (now, after) = rest.split_at(self.wanted().min(rest.len()));
            self.feed(now)?;
            rest = after;
        }
        self.push(rest)?;
        Ok(bytes.len())
    }

    /// What is no TLS at all is told before rustls sees it, with OpenSSL's names for it.
    fn check_header(&self) -> Result<(), Failure> {
        let header = &self.header;
        let known = (20..=23).contains(&header[0]) && header[1] == 3;
        if self.fresh && matches!(self.state, State::Waiting(_)) {
            if [&b"GET "[..], b"POST ", b"HEAD ", b"PUT "].iter().any(|w| header.starts_with(w)) {
                return Err(Failure::Protocol("HTTP_REQUEST"));
            }
            if header.starts_with(b"CONNE") {
                return Err(Failure::Protocol("HTTPS_PROXY_REQUEST"));
            }
        }
        if known { Ok(()) } else { Err(Failure::Protocol("WRONG_VERSION_NUMBER")) }
    }

    fn push(&mut self, mut bytes: &[u8]) -> Result<(), Failure> {
        while !bytes.is_empty() {
            match &mut self.state {
                State::Waiting(acceptor) => {
                    acceptor.read_tls(&mut bytes)?;
                    match acceptor.accept() {
                        Ok(None) => {}
                        Ok(Some(accepted)) => {
                            self.state = State::Hello(Box::new(accepted));
                            return Ok(());
                        }
                        Err((error, mut alert)) => {
                            // Writing to memory does not fail.
                            let _ = alert.write_all(&mut self.extra);
                            return Err(self.fail(failure_of(&error)));
                        }
                    }
                }
                State::Running(tls) => {
                    if tls.read_tls(&mut bytes)? == 0 {
                        // After the peer's end nothing is read.
                        return Ok(());
                    }
                    self.process()?;
                }
                State::Hello(_) => return Ok(()),
                State::Failed(failure) => return Err(failure.clone()),
            }
        }
        Ok(())
    }

    fn process(&mut self) -> Result<(), Failure> {
        let State::Running(tls) = &mut self.state else { return Ok(()) };
        let outcome = match tls.process_new_packets() {
            Ok(state) => state,
            Err(error) => {
                // The data before the error is good.
                take_plain(tls, &mut self.plain);
                let failure = self.explain(&error);
                return Err(self.fail(failure));
            }
        };
        self.peer_closed |= outcome.peer_has_closed();
        if outcome.plaintext_bytes_to_read() > 0 {
            if self.closed {
                self.late_data = true;
            }
            if self.at == self.plain.len() {
                self.plain.clear();
                self.at = 0;
            }
            take_plain(tls, &mut self.plain);
        }
        Ok(())
    }

    /// The verifier knows better than rustls what it had against the certificate.
    fn explain(&self, error: &TlsError) -> Failure {
        if matches!(error, TlsError::InvalidCertificate(_)) {
            let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(rejection) = &outcome.rejection {
                return Failure::Rejected(rejection.clone());
            }
        }
        failure_of(error)
    }

    /// The connection is of no more use; what is still to be sent is an alert.
    fn fail(&mut self, failure: Failure) -> Failure {
        self.drain_output();
        self.state = State::Failed(failure.clone());
        failure
    }

    fn drain_output(&mut self) {
        if let State::Running(tls) = &mut self.state {
            while tls.wants_write() {
                // Writing to memory does not fail.
                if tls.write_tls(&mut self.extra).is_err() {
                    break;
                }
            }
        }
    }

    /// True when the client's first message is there, and [`Connection::accept`] or [`Connection::refuse`] must follow.
    pub fn needs_config(&self) -> bool {
        matches!(self.state, State::Hello(_))
    }

    /// What the client's first message says.
    pub fn hello(&self) -> Hello {
        match &self.state {
            State::Hello(accepted) => Hello { server_name: accepted.client_hello().server_name().map(str::to_owned) },
            _ => Hello::default(),
        }
    }

    /// Goes on with the client's first message, as `config` says.
    ///
    /// # Errors
    /// The message and the configuration do not go together.
    pub fn accept(
        &mut self,
        config: Result<Arc<ServerConfig>, Failure>,
        outcome: Arc<Mutex<Outcome>>,
    ) -> Result<(), Failure> {
        let accepted = match std::mem::replace(&mut self.state, State::Failed(Failure::Eof)) {
            State::Hello(accepted) => accepted,
            other => {
                self.state = other;
                return Ok(());
            }
        };
        self.outcome = outcome;
        let mut config = match config {
            Ok(config) => config,
            Err(failure) => return Err(self.refused(alerts::HANDSHAKE_FAILURE, failure)),
        };
        let hello = accepted.client_hello();
        let known = hello.cipher_suites().iter().filter_map(|s| ciphers::by_suite(*s));
        let suites = &config.crypto_provider().cipher_suites;
        self.shared = known.filter(|c| suites.contains(&c.suite)).collect();
        let unshared = match hello.alpn() {
            Some(mut offered) => !offered.any(|name| config.alpn_protocols.iter().any(|p| p == name)),
            None => true,
        };
        if unshared && !config.alpn_protocols.is_empty() {
            // No protocol in common: go on without one, as CPython has OpenSSL do.
            let mut without = (*config).clone();
            without.alpn_protocols.clear();
            config = Arc::new(without);
        }
        match accepted.into_connection(config) {
            Ok(mut tls) => {
                tls.set_buffer_limit(None);
                self.state = State::Running(Box::new(Tls::Server(tls)));
                self.process()
            }
            Err((error, mut alert)) => {
                let _ = alert.write_all(&mut self.extra);
                Err(self.fail(failure_of(&error)))
            }
        }
    }

    fn refused(&mut self, alert: u8, failure: Failure) -> Failure {
        self.extra.extend_from_slice(&alerts::plain_record(alert));
        self.fail(failure)
    }

    /// Ends the handshake with an alert, before anything has been answered.
    pub fn refuse(&mut self, alert: u8) -> Failure {
        self.refused(alert, Failure::Protocol("CALLBACK_FAILED"))
    }

    /// True until both sides have finished the handshake.
    pub fn is_handshaking(&self) -> bool {
        match &self.state {
            State::Running(tls) => tls.is_handshaking(),
            State::Failed(_) => false,
            _ => true,
        }
    }

    /// True once the handshake is done, also when the connection has failed since.
    pub fn is_established(&self) -> bool {
        matches!(&self.state, State::Running(tls) if !tls.is_handshaking())
    }

    /// What ended the connection.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.state {
            State::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// True when there is something to be sent.
    pub fn has_output(&self) -> bool {
        !self.extra.is_empty() || matches!(&self.state, State::Running(tls) if tls.wants_write())
    }

    /// Appends to `out` what is to be sent.
    pub fn take_output(&mut self, out: &mut Vec<u8>) {
        self.drain_output();
        if out.is_empty() {
            std::mem::swap(out, &mut self.extra);
        } else {
            out.append(&mut self.extra);
        }
    }

    /// What has been read.
    pub fn plain(&self) -> &[u8] {
        &self.plain[self.at..]
    }

    /// Marks `n` bytes of [`Connection::plain`] as taken.
    pub fn consume(&mut self, n: usize) {
        self.at = (self.at + n).min(self.plain.len());
        if self.at == self.plain.len() {
            self.plain.clear();
            self.at = 0;
            // One large record must not make an idle connection large for good.
            if self.plain.capacity() > 1 << 14 {
                self.plain.shrink_to(0);
            }
        }
    }

    /// Takes all that has been read.
    pub fn take_plain(&mut self) -> Vec<u8> {
        let mut all = std::mem::take(&mut self.plain);
        all.drain(..std::mem::take(&mut self.at));
        all
    }

    /// Takes back the memory of what [`Connection::take_plain`] gave.
    pub fn reuse(&mut self, mut memory: Vec<u8>) {
        if self.plain.is_empty() && memory.capacity() <= 1 << 14 {
            memory.clear();
            self.plain = memory;
        }
    }

    /// Encrypts application data; [`Connection::take_output`] has it then.
    ///
    /// # Errors
    /// The connection has failed or this side has ended it.
    pub fn write(&mut self, data: &[u8]) -> Result<(), Failure> {
        if self.closed {
            return Err(Failure::Protocol("PROTOCOL_IS_SHUTDOWN"));
        }
        match &mut self.state {
            State::Running(tls) => Ok(tls.writer().write_all(data)?),
            State::Failed(failure) => Err(failure.clone()),
            _ => Err(Failure::WantRead),
        }
    }

    /// Tells the peer that no more will be sent.
    pub fn close(&mut self) {
        if !self.closed
            && let State::Running(tls) = &mut self.state
        {
            tls.send_close_notify();
            self.closed = true;
        }
    }

    /// True once the peer has said that it sends no more.
    pub fn peer_has_closed(&self) -> bool {
        self.peer_closed
    }

    /// True once this side has said that it sends no more.
    pub fn has_closed(&self) -> bool {
        self.closed
    }

    /// True when application data came after this side's end.
    pub fn got_late_data(&self) -> bool {
        self.late_data
    }

    fn tls(&self) -> Option<&Tls> {
        match &self.state {
            State::Running(tls) => Some(tls),
            _ => None,
        }
    }

    /// The peer's certificates, as they were sent.
    pub fn peer_certificates(&self) -> Vec<Vec<u8>> {
        let sent = self.tls().and_then(|tls| tls.peer_certificates());
        sent.map(|all| all.iter().map(|c| c.to_vec()).collect()).unwrap_or_default()
    }

    /// The suite in use.
    pub fn cipher(&self) -> Option<&'static Cipher> {
        ciphers::by_suite(self.tls()?.negotiated_cipher_suite()?.suite())
    }

    /// The version in use.
    pub fn version(&self) -> Option<&'static str> {
        match self.tls()?.protocol_version()? {
            rustls::ProtocolVersion::TLSv1_2 => Some("TLSv1.2"),
            rustls::ProtocolVersion::TLSv1_3 => Some("TLSv1.3"),
            _ => None,
        }
    }

    /// The protocol agreed on.
    pub fn alpn(&self) -> Option<&[u8]> {
        self.tls()?.alpn_protocol()
    }

    /// The suites that both sides have; empty for a client.
    pub fn shared_ciphers(&self) -> &[&'static Cipher] {
        &self.shared
    }

    /// True when an earlier session was taken up again.
    pub fn is_resumed(&self) -> bool {
        self.tls().and_then(|tls| tls.handshake_kind()) == Some(HandshakeKind::Resumed)
    }
}

fn take_plain(tls: &mut Tls, plain: &mut Vec<u8>) {
    let mut reader = tls.reader();
    while let Ok(chunk) = reader.fill_buf() {
        if chunk.is_empty() {
            break;
        }
        let n = chunk.len();
        plain.extend_from_slice(chunk);
        reader.consume(n);
    }
}
