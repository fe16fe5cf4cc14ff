//! Sockets: rustix's calls by descriptors' numbers. Their options are in `options`.

use std::ffi::CStr;
use std::io::{Error, IoSlice, IoSliceMut, Result};
use std::net::SocketAddr;
use std::num::NonZeroU32;
#[cfg(target_vendor = "apple")]
use std::os::fd::OwnedFd;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::Duration;

use nix::sys::socket::{MsgFlags, SockaddrStorage};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, Protocol, RecvFlags, SendFlags, Shutdown, SocketAddrAny, SocketAddrUnix, SocketFlags, SocketType,
    sockopt,
};

use super::parking::timespec;
use super::{OsHost, options};
use crate::host::net::{Address, Control, Message, Network, OptionValue, Query, ResolveError, Resolved};
use crate::host::poll::Polled;

/// What a control message's header takes, and what the next one is aligned to.
const HEADER: usize = size_of::<Length>() + 2 * size_of::<i32>();
const ALIGNMENT: usize = size_of::<Length>();

/// How the system writes a control message's length.
#[cfg(target_os = "linux")]
type Length = usize;
#[cfg(not(target_os = "linux"))]
type Length = u32;

fn length_of(bytes: [u8; ALIGNMENT]) -> usize {
    #[cfg(target_os = "linux")]
    return Length::from_ne_bytes(bytes);
    #[cfg(not(target_os = "linux"))]
    return Length::from_ne_bytes(bytes) as usize;
}

fn family(number: i32) -> Result<AddressFamily> {
    Ok(AddressFamily::from_raw(u16::try_from(number).map_err(|_| Errno::AFNOSUPPORT)?))
}

/// Numbers are the system's bits: negative ones mean what they mean there.
fn bits(number: i32) -> u32 {
    number as u32
}

fn protocol(number: i32) -> Option<Protocol> {
    NonZeroU32::new(bits(number)).map(Protocol::from_raw)
}

fn to_system(address: &Address) -> Result<SocketAddrAny> {
    Ok(match address {
        Address::V4(v4) => (*v4).into(),
        Address::V6(v6) => (*v6).into(),
        Address::Unix(path) => unix(path)?.into(),
        Address::Unnamed => return Err(Errno::AFNOSUPPORT.into()),
    })
}

fn unix(path: &[u8]) -> rustix::io::Result<SocketAddrUnix> {
    match path {
        #[cfg(target_os = "linux")]
        [] => Ok(SocketAddrUnix::new_unnamed()),
        #[cfg(target_os = "linux")]
        [0, name @ ..] => SocketAddrUnix::new_abstract_name(name),
        path => SocketAddrUnix::new(path),
    }
}

fn from_system(address: SocketAddrAny) -> Address {
    match address.address_family() {
        AddressFamily::INET => address.try_into().map_or(Address::Unnamed, Address::V4),
        AddressFamily::INET6 => address.try_into().map_or(Address::Unnamed, Address::V6),
        AddressFamily::UNIX => SocketAddrUnix::try_from(address).map_or(Address::Unnamed, |address| {
            #[cfg(target_os = "linux")]
            // A socket without a name looks as if its name were empty.
            if let Some(name) = address.abstract_name().filter(|name| !name.is_empty()) {
                return Address::Unix([&[0], name].concat());
            }
            Address::Unix(address.path_bytes().unwrap_or_default().to_vec())
        }),
        _ => Address::Unnamed,
    }
}

fn from_nix(address: &SockaddrStorage) -> Address {
    if let Some(v4) = address.as_sockaddr_in() {
        Address::V4((*v4).into())
    } else if let Some(v6) = address.as_sockaddr_in6() {
        Address::V6((*v6).into())
    } else if let Some(unix) = address.as_unix_addr() {
        #[cfg(target_os = "linux")]
        if let Some(name) = unix.as_abstract().filter(|name| !name.is_empty()) {
            return Address::Unix([&[0], name].concat());
        }
        let path = unix.path().map(|p| std::os::unix::ffi::OsStrExt::as_bytes(p.as_os_str()).to_vec());
        Address::Unix(path.unwrap_or_default())
    } else {
        Address::Unnamed
    }
}

fn to_socket2(address: &Address) -> Result<socket2::SockAddr> {
    use std::os::unix::ffi::OsStrExt;
    Ok(match address {
        Address::V4(v4) => (*v4).into(),
        Address::V6(v6) => (*v6).into(),
        Address::Unix(path) => socket2::SockAddr::unix(std::ffi::OsStr::from_bytes(path))?,
        Address::Unnamed => return Err(Errno::AFNOSUPPORT.into()),
    })
}

/// Control messages one after the other, as the system wants them.
fn pack(messages: &[Control]) -> Vec<u8> {
    let mut packed = Vec::new();
    for message in messages {
        // More bytes than the type counts are refused by the system as too long before anyone looks at this.
        let length = Length::try_from(HEADER + message.data.len()).unwrap_or(Length::MAX);
        packed.extend_from_slice(&length.to_ne_bytes());
        packed.extend_from_slice(&message.level.to_ne_bytes());
        packed.extend_from_slice(&message.kind.to_ne_bytes());
        packed.extend_from_slice(&message.data);
        packed.resize(packed.len().next_multiple_of(ALIGNMENT), 0);
    }
    packed
}

/// The messages in a buffer that was zero before the system wrote to it.
fn unpack(packed: &[u8]) -> Vec<Control> {
    let mut messages = Vec::new();
    let mut rest = packed;
    while let Some((length, after)) = rest.split_first_chunk::<ALIGNMENT>()
        && let Some((level, after)) = after.split_first_chunk()
        && let Some((kind, data)) = after.split_first_chunk()
    {
        let whole = length_of(*length).min(rest.len());
        let Some(len) = whole.checked_sub(HEADER) else { break };
        let (level, kind) = (i32::from_ne_bytes(*level), i32::from_ne_bytes(*kind));
        messages.push(Control { level, kind, data: data[..len].to_vec() });
        rest = rest.get(whole.next_multiple_of(ALIGNMENT)..).unwrap_or_default();
    }
    messages
}

impl OsHost {
    /// Makes the descriptors in a control message the host's.
    fn own_received(&self, message: &Control) -> Result<()> {
        if (message.level, message.kind) == (libc::SOL_SOCKET, libc::SCM_RIGHTS) {
            let (numbers, _) = message.data.as_chunks();
            for number in numbers {
                self.files.own(i32::from_ne_bytes(*number), true)?;
            }
        }
        Ok(())
    }

    fn socket_call<R>(&self, fd: i32, f: impl FnOnce(BorrowedFd<'_>) -> rustix::io::Result<R>) -> Result<R> {
        self.files.with(fd, |fd| Ok(f(fd)?))
    }

    /// See [`crate::host::Host::poll`].
    pub(super) fn wait_for(&self, fds: &mut [Polled], timeout: Option<Duration>) -> Result<()> {
        let held: Vec<_> = fds.iter().map(|polled| self.files.hold(polled.fd).ok()).collect();
        let mut timeout = timeout;
        let mut watched = Vec::with_capacity(fds.len() + 1);
        for (polled, held) in fds.iter_mut().zip(&held) {
            polled.ready = 0;
            match held {
                // The bits are the system's.
                Some(fd) => watched.push(PollFd::new(fd, PollFlags::from_bits_retain(polled.events as _))),
                None if polled.fd < 0 => {}
                None => {
                    polled.ready = libc::POLLNVAL;
                    timeout = Some(Duration::ZERO);
                }
            }
        }
        let mut interrupted = false;
        match self.signals.as_ref().filter(|signals| signals.reach_this_thread()) {
            Some(signals) => (watched, interrupted) = signals.poll(watched, timeout)?,
            None => drop(poll(&mut watched, timespec(timeout).as_ref())?),
        }
        let mut any = false;
        let mut ready = watched.iter();
        for (polled, held) in fds.iter_mut().zip(&held) {
            if held.is_some() {
                polled.ready = ready.next().map_or(0, |fd| fd.revents().bits());
            }
            any |= polled.ready != 0;
        }
        if interrupted && !any { Err(Errno::INTR.into()) } else { Ok(()) }
    }
}

impl Network for OsHost {
    fn socket(&self, domain: i32, kind: i32, proto: i32) -> Result<i32> {
        let kind = SocketType::from_raw(bits(kind));
        #[cfg(not(target_vendor = "apple"))]
        let made = rustix::net::socket_with(family(domain)?, kind, SocketFlags::CLOEXEC, protocol(proto))?;
        #[cfg(target_vendor = "apple")]
        let made = closed_on_exec(rustix::net::socket(family(domain)?, kind, protocol(proto))?)?;
        Ok(self.files.keep(made))
    }

    fn pair(&self, domain: i32, kind: i32, proto: i32) -> Result<(i32, i32)> {
        let kind = SocketType::from_raw(bits(kind));
        #[cfg(not(target_vendor = "apple"))]
        let flags = SocketFlags::CLOEXEC;
        #[cfg(target_vendor = "apple")]
        let flags = SocketFlags::empty();
        let (one, other) = rustix::net::socketpair(family(domain)?, kind, flags, protocol(proto))?;
        #[cfg(target_vendor = "apple")]
        let (one, other) = (closed_on_exec(one)?, closed_on_exec(other)?);
        Ok((self.files.keep(one), self.files.keep(other)))
    }

    fn describe(&self, fd: i32) -> Result<(i32, i32, i32)> {
        let number = |n: u32| i32::try_from(n).unwrap_or(0);
        self.socket_call(fd, |fd| {
            let kind = number(sockopt::socket_type(fd)?.as_raw());
            #[cfg(target_os = "linux")]
            let family = sockopt::socket_domain(fd)?;
            #[cfg(not(target_os = "linux"))]
            let family = rustix::net::getsockname(fd)?.address_family();
            #[cfg(target_os = "linux")]
            let protocol = sockopt::socket_protocol(fd)?.map_or(0, |p| number(p.as_raw().get()));
            #[cfg(not(target_os = "linux"))]
            let protocol = 0;
            Ok((family.as_raw().into(), kind, protocol))
        })
    }

    fn bind(&self, fd: i32, address: &Address) -> Result<()> {
        let address = to_system(address)?;
        self.socket_call(fd, |fd| rustix::net::bind(fd, &address))
    }

    fn listen(&self, fd: i32, backlog: i32) -> Result<()> {
        self.socket_call(fd, |fd| rustix::net::listen(fd, backlog))
    }

    fn accept(&self, fd: i32, nonblocking: bool) -> Result<(i32, Address)> {
        #[cfg(not(target_vendor = "apple"))]
        let (made, from) = {
            let flags = if nonblocking { SocketFlags::NONBLOCK } else { SocketFlags::empty() };
            self.socket_call(fd, |fd| rustix::net::acceptfrom_with(fd, flags | SocketFlags::CLOEXEC))?
        };
        #[cfg(target_vendor = "apple")]
        let (made, from) = {
            let (made, from) = self.socket_call(fd, |fd| rustix::net::acceptfrom(fd))?;
            rustix::io::ioctl_fionbio(&made, nonblocking)?;
            (closed_on_exec(made)?, from)
        };
        Ok((self.files.keep(made), from.map_or(Address::Unnamed, from_system)))
    }

    fn connect(&self, fd: i32, address: &Address) -> Result<()> {
        if *address == Address::Unnamed {
            return self.socket_call(fd, |fd| rustix::net::connect_unspec(fd));
        }
        let address = to_system(address)?;
        self.socket_call(fd, |fd| rustix::net::connect(fd, &address))
    }

    fn local_address(&self, fd: i32) -> Result<Address> {
        Ok(from_system(self.socket_call(fd, |fd| rustix::net::getsockname(fd))?))
    }

    fn peer_address(&self, fd: i32) -> Result<Address> {
        Ok(self.socket_call(fd, |fd| rustix::net::getpeername(fd))?.map_or(Address::Unnamed, from_system))
    }

    fn receive(&self, fd: i32, buf: &mut [u8], flags: i32) -> Result<usize> {
        let flags = RecvFlags::from_bits_retain(bits(flags));
        Ok(self.socket_call(fd, |fd| rustix::net::recv(fd, buf, flags))?.0)
    }

    fn receive_from(&self, fd: i32, buf: &mut [u8], flags: i32) -> Result<(usize, Option<Address>)> {
        let flags = RecvFlags::from_bits_retain(bits(flags));
        let (len, _, from) = self.socket_call(fd, |fd| rustix::net::recvfrom(fd, buf, flags))?;
        Ok((len, from.map(from_system)))
    }

    fn receive_message(&self, fd: i32, buf: &mut [u8], room: usize, flags: i32) -> Result<Message> {
        let mut control = vec![0; room];
        #[cfg(target_os = "linux")]
        let flags = flags | libc::MSG_CMSG_CLOEXEC;
        let (len, from, flags) = self.files.with(fd, |fd| {
            let mut parts = [IoSliceMut::new(buf)];
            let room = (!control.is_empty()).then_some(&mut control[..]);
            let flags = MsgFlags::from_bits_retain(flags);
            let got = nix::sys::socket::recvmsg::<SockaddrStorage>(fd.as_raw_fd(), &mut parts, room, flags)?;
            Ok((got.bytes, got.address.as_ref().map(from_nix), got.flags.bits()))
        })?;
        let control = unpack(&control);
        control.iter().try_for_each(|message| self.own_received(message))?;
        #[cfg(target_os = "linux")]
        let flags = flags & !libc::MSG_CMSG_CLOEXEC;
        Ok(Message { len, from, flags, control })
    }

    fn control_len(&self, len: usize) -> (usize, usize) {
        let used = HEADER.saturating_add(len);
        (used, used.checked_next_multiple_of(ALIGNMENT).unwrap_or(usize::MAX))
    }

    fn send(&self, fd: i32, bytes: &[u8], flags: i32) -> Result<usize> {
        let flags = SendFlags::from_bits_retain(bits(flags)) | SendFlags::NOSIGNAL;
        self.socket_call(fd, |fd| rustix::net::send(fd, bytes, flags))
    }

    fn send_to(&self, fd: i32, bytes: &[u8], flags: i32, to: &Address) -> Result<usize> {
        let flags = SendFlags::from_bits_retain(bits(flags)) | SendFlags::NOSIGNAL;
        let to = to_system(to)?;
        self.socket_call(fd, |fd| rustix::net::sendto(fd, bytes, flags, &to))
    }

    fn send_message(
        &self,
        fd: i32,
        parts: &[&[u8]],
        control: &[Control],
        flags: i32,
        to: Option<&Address>,
    ) -> Result<usize> {
        let parts: Vec<_> = parts.iter().map(|part| IoSlice::new(part)).collect();
        let (control, to) = (pack(control), to.map(to_socket2).transpose()?);
        let mut message = socket2::MsgHdr::new().with_buffers(&parts);
        if !control.is_empty() {
            message = message.with_control(&control);
        }
        if let Some(to) = &to {
            message = message.with_addr(to);
        }
        self.files.with(fd, |fd| socket2::SockRef::from(&fd).sendmsg(&message, flags | libc::MSG_NOSIGNAL))
    }

    fn send_file(&self, to: i32, from: i32, offset: u64, count: usize) -> Result<usize> {
        #[cfg(target_os = "linux")]
        return self.files.with(to, |to| {
            let mut offset = offset;
            self.files.with(from, |from| Ok(rustix::fs::sendfile(to, from, Some(&mut offset), count)?))
        });
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (to, from, offset, count);
            Err(Errno::NOSYS.into())
        }
    }

    fn shutdown(&self, fd: i32, how: i32) -> Result<()> {
        let how = match how {
            libc::SHUT_RD => Shutdown::Read,
            libc::SHUT_WR => Shutdown::Write,
            libc::SHUT_RDWR => Shutdown::Both,
            _ => return Err(Errno::INVAL.into()),
        };
        self.socket_call(fd, |fd| rustix::net::shutdown(fd, how))
    }

    fn option(&self, fd: i32, level: i32, name: i32, len: usize) -> Result<OptionValue> {
        let value = self.files.with(fd, |fd| options::get(fd, level, name))?;
        Ok(match value {
            OptionValue::Number(n) if len > 0 => OptionValue::Bytes(n.to_ne_bytes()[..len.min(4)].to_vec()),
            OptionValue::Number(n) => OptionValue::Number(n),
            OptionValue::Bytes(bytes) if len > 0 => OptionValue::Bytes(bytes[..len.min(bytes.len())].to_vec()),
            // What a number's worth of the bytes is.
            OptionValue::Bytes(bytes) => {
                OptionValue::Number(bytes.first_chunk().map_or(0, |first| i32::from_ne_bytes(*first)))
            }
        })
    }

    fn set_option(&self, fd: i32, level: i32, name: i32, value: &OptionValue) -> Result<()> {
        self.files.with(fd, |fd| options::set(fd, level, name, value))
    }

    fn resolve(&self, query: &Query<'_>) -> std::result::Result<Vec<Resolved>, ResolveError> {
        if query.host.is_none() && query.service.is_none() {
            return Err(ResolveError::Resolver {
                number: libc::EAI_NONAME,
                text: "Name or service not known".to_owned(),
            });
        }
        let hints = dns_lookup::AddrInfoHints {
            flags: query.flags,
            address: query.family,
            socktype: query.kind,
            protocol: query.protocol,
        };
        let found = dns_lookup::getaddrinfo(query.host, query.service, Some(hints)).map_err(lookup_error)?;
        let answer = |info: dns_lookup::AddrInfo| Resolved {
            family: info.address,
            kind: info.socktype,
            protocol: info.protocol,
            canonical_name: info.canonname,
            address: match info.sockaddr {
                SocketAddr::V4(v4) => Address::V4(v4),
                SocketAddr::V6(v6) => Address::V6(v6),
            },
        };
        // Addresses of families that nobody asked for are left out.
        Ok(found.filter_map(|info| info.ok().map(answer)).collect())
    }

    fn name_of(&self, address: &Address, flags: i32) -> std::result::Result<(String, String), ResolveError> {
        let address = match address {
            Address::V4(v4) => SocketAddr::V4(*v4),
            Address::V6(v6) => SocketAddr::V6(*v6),
            Address::Unix(_) | Address::Unnamed => return Err(ResolveError::System(Errno::AFNOSUPPORT.into())),
        };
        dns_lookup::getnameinfo(&address, flags).map_err(lookup_error)
    }

    fn interfaces(&self) -> Result<Vec<(u32, String)>> {
        let all = nix::net::if_::if_nameindex()?;
        let name = |name: &CStr| name.to_string_lossy().into_owned();
        Ok(all.iter().map(|interface| (interface.index(), name(interface.name()))).collect())
    }
}

fn lookup_error(e: dns_lookup::LookupError) -> ResolveError {
    let number = e.error_num();
    let error = Error::from(e);
    if number == 0 || number == libc::EAI_SYSTEM {
        return ResolveError::System(error);
    }
    let text = error.to_string();
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(&text).to_owned();
    ResolveError::Resolver { number, text }
}

#[cfg(target_vendor = "apple")]
fn closed_on_exec(fd: OwnedFd) -> rustix::io::Result<OwnedFd> {
    rustix::io::fcntl_setfd(&fd, rustix::io::FdFlags::CLOEXEC)?;
    Ok(fd)
}
