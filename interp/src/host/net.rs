//! The network's part of the seam: sockets by their descriptors, names and addresses.
//!
//! A socket's descriptor is one of the host's files: `Host::close`, `Host::duplicate`, `Host::read` know it as well. All
//! calls block as the descriptor does; a call that would block on a non-blocking one fails with `WouldBlock`.

use std::io::Result;
use std::net::{SocketAddrV4, SocketAddrV6};

/// Where a socket is, or what it is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    V4(SocketAddrV4),
    V6(SocketAddrV6),
    /// A path, or (Linux) an abstract name, which begins with a zero byte; empty for a socket without a name.
    Unix(Vec<u8>),
    /// Of other families, and none at all.
    Unnamed,
}

/// The value of a socket option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    Number(i32),
    Bytes(Vec<u8>),
}

/// What is sent beside the data: control messages (`SCM_RIGHTS`, ...), as the system lays out what is in them.
#[derive(Clone, Debug)]
pub struct Control {
    pub level: i32,
    pub kind: i32,
    pub data: Vec<u8>,
}

/// What came with `recvmsg`.
#[derive(Clone, Debug)]
pub struct Message {
    /// Bytes of data.
    pub len: usize,
    pub from: Option<Address>,
    pub flags: i32,
    /// The host owns the descriptors among them.
    pub control: Vec<Control>,
}

/// What is asked of the resolver.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    pub host: Option<&'a str>,
    /// A number or a name.
    pub service: Option<&'a str>,
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub flags: i32,
}

/// One answer of the resolver.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub canonical_name: Option<String>,
    pub address: Address,
}

/// Why a name could not be resolved: the resolver's own number (`EAI_NONAME` and so on), or an error of the system.
#[derive(Debug)]
pub enum ResolveError {
    Resolver { number: i32, text: String },
    System(std::io::Error),
}

/// The network. What blocks is called without the interpreter lock.
pub trait Network: Send + Sync {
    /// A new socket, not inherited by children. Numbers are the system's (`AF_INET`, `SOCK_STREAM`, ...).
    ///
    /// # Errors
    /// The system's, as of all that follow.
    fn socket(&self, family: i32, kind: i32, protocol: i32) -> Result<i32>;
    /// Two that are connected to each other.
    fn pair(&self, family: i32, kind: i32, protocol: i32) -> Result<(i32, i32)>;
    /// The family, kind and protocol of a socket.
    fn describe(&self, fd: i32) -> Result<(i32, i32, i32)>;
    fn bind(&self, fd: i32, address: &Address) -> Result<()>;
    fn listen(&self, fd: i32, backlog: i32) -> Result<()>;
    /// A connection that came, with where it is from. The new socket is blocking unless `nonblocking`.
    fn accept(&self, fd: i32, nonblocking: bool) -> Result<(i32, Address)>;
    fn connect(&self, fd: i32, address: &Address) -> Result<()>;
    fn local_address(&self, fd: i32) -> Result<Address>;
    fn peer_address(&self, fd: i32) -> Result<Address>;
    /// How much was read; 0 when the peer has ended.
    fn receive(&self, fd: i32, buf: &mut [u8], flags: i32) -> Result<usize>;
    fn receive_from(&self, fd: i32, buf: &mut [u8], flags: i32) -> Result<(usize, Option<Address>)>;
    /// Also takes control messages, as many as fit into `room` bytes with their headers.
    fn receive_message(&self, fd: i32, buf: &mut [u8], room: usize, flags: i32) -> Result<Message>;
    /// How many bytes a control message takes with its header, without and with the room up to the next one.
    fn control_len(&self, len: usize) -> (usize, usize);
    /// How much was written.
    fn send(&self, fd: i32, bytes: &[u8], flags: i32) -> Result<usize>;
    fn send_to(&self, fd: i32, bytes: &[u8], flags: i32, to: &Address) -> Result<usize>;
    /// Several pieces as one, with control messages.
    fn send_message(
        &self,
        fd: i32,
        parts: &[&[u8]],
        control: &[Control],
        flags: i32,
        to: Option<&Address>,
    ) -> Result<usize>;
    /// Copies from a file to a socket inside the system: how much was written.
    fn send_file(&self, to: i32, from: i32, offset: u64, count: usize) -> Result<usize>;
    /// `how`: `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`.
    fn shutdown(&self, fd: i32, how: i32) -> Result<()>;
    /// An option's value; `len` is 0 for a number, else how many bytes are asked for.
    fn option(&self, fd: i32, level: i32, name: i32, len: usize) -> Result<OptionValue>;
    fn set_option(&self, fd: i32, level: i32, name: i32, value: &OptionValue) -> Result<()>;

    /// Addresses for a name. May take long.
    fn resolve(&self, query: &Query<'_>) -> std::result::Result<Vec<Resolved>, ResolveError>;
    /// The name of a host and of a service for an address (`getnameinfo`). May take long.
    fn name_of(&self, address: &Address, flags: i32) -> std::result::Result<(String, String), ResolveError>;
    /// The network's interfaces: number and name.
    fn interfaces(&self) -> Result<Vec<(u32, String)>>;
}
