//! Socket options by their numbers. The system takes any bytes for any option; safe calls are typed, so that there is a
//! table: which call an option's level and name mean. What is not in it is refused as an option that the system lacks.

use std::ffi::OsString;
use std::io::Result;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::os::fd::BorrowedFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::time::Duration;

use libc::{IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, SOL_SOCKET};
use nix::sys::socket::{GetSockOpt, SetSockOpt, sockopt as rare};
use rustix::io::Errno;
use rustix::net::sockopt as common;
use socket2::SockRef;

use crate::host::net::OptionValue;

/// A value that a program gave, read as what the option takes.
struct Given<'a>(&'a OptionValue);

impl Given<'_> {
    fn number(&self) -> Result<i32> {
        match self.0 {
            OptionValue::Number(n) => Ok(*n),
            OptionValue::Bytes(bytes) => self.at(0).or_else(|e| match bytes[..] {
                // Some options take a single byte as well.
                [byte] => Ok(byte.into()),
                _ => Err(e),
            }),
        }
    }

    fn flag(&self) -> Result<bool> {
        Ok(self.number()? != 0)
    }

    fn unsigned(&self) -> Result<u32> {
        u32::try_from(self.number()?).map_err(|_| Errno::INVAL.into())
    }

    fn byte(&self) -> Result<u8> {
        u8::try_from(self.number()?).map_err(|_| Errno::INVAL.into())
    }

    /// Sizes of buffers: negative ones are the smallest.
    fn size(&self) -> Result<usize> {
        Ok(usize::try_from(self.number()?).unwrap_or(0))
    }

    fn seconds(&self) -> Result<Duration> {
        Ok(Duration::from_secs(self.unsigned()?.into()))
    }

    fn bytes<const N: usize>(&self, at: usize) -> Result<[u8; N]> {
        let OptionValue::Bytes(bytes) = self.0 else { return Err(Errno::INVAL.into()) };
        bytes.get(at..).and_then(<[u8]>::first_chunk).copied().ok_or_else(|| Errno::INVAL.into())
    }

    /// The number in a structure.
    fn at(&self, at: usize) -> Result<i32> {
        self.bytes(at).map(i32::from_ne_bytes)
    }

    fn v4(&self, at: usize) -> Result<Ipv4Addr> {
        self.bytes::<4>(at).map(Ipv4Addr::from)
    }

    /// A group of IPv6 and an interface's number.
    fn group_v6(&self) -> Result<(Ipv6Addr, u32)> {
        Ok((self.bytes::<16>(0)?.into(), u32::from_ne_bytes(self.bytes(16)?)))
    }

    /// A group of IPv4 and the interface, by its number when there is one.
    fn group_v4(&self) -> Result<(Ipv4Addr, Ipv4Addr, u32)> {
        Ok((self.v4(0)?, self.v4(4)?, self.bytes(8).map_or(0, u32::from_ne_bytes)))
    }

    fn text(&self) -> Result<&[u8]> {
        match self.0 {
            OptionValue::Bytes(bytes) => Ok(bytes.split(|b| *b == 0).next().unwrap_or_default()),
            OptionValue::Number(_) => Err(Errno::INVAL.into()),
        }
    }

    /// A span of time as `struct timeval`.
    fn time(&self) -> Result<Option<Duration>> {
        let (seconds, micros) = (i64::from_ne_bytes(self.bytes(0)?), i64::from_ne_bytes(self.bytes(8)?));
        let seconds = u64::try_from(seconds).map_err(|_| Errno::DOM)?;
        let micros = u32::try_from(micros).ok().filter(|m| *m < 1_000_000).ok_or(Errno::DOM)?;
        let time = Duration::new(seconds, micros * 1000);
        Ok((!time.is_zero()).then_some(time))
    }
}

/// Sets an option.
///
/// # Errors
/// The system's; `ENOPROTOOPT` for what is not in the table, `EINVAL` for a value of the wrong kind.
pub fn set(fd: BorrowedFd<'_>, level: i32, name: i32, value: &OptionValue) -> Result<()> {
    let value = Given(value);
    match level {
        SOL_SOCKET => set_socket(fd, name, &value),
        IPPROTO_TCP => set_tcp(fd, name, &value),
        IPPROTO_IP => set_v4(fd, name, &value),
        IPPROTO_IPV6 => set_v6(fd, name, &value),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

/// An option's value.
///
/// # Errors
/// The system's; `ENOPROTOOPT` for what is not in the table.
pub fn get(fd: BorrowedFd<'_>, level: i32, name: i32) -> Result<OptionValue> {
    match level {
        SOL_SOCKET => get_socket(fd, name),
        IPPROTO_TCP => get_tcp(fd, name),
        IPPROTO_IP => get_v4(fd, name),
        IPPROTO_IPV6 => get_v6(fd, name),
        _ => Err(Errno::OPNOTSUPP.into()),
    }
}

fn set_socket(fd: BorrowedFd<'_>, name: i32, value: &Given<'_>) -> Result<()> {
    let socket = SockRef::from(&fd);
    match name {
        libc::SO_REUSEADDR => Ok(common::set_socket_reuseaddr(fd, value.flag()?)?),
        libc::SO_REUSEPORT => Ok(common::set_socket_reuseport(fd, value.flag()?)?),
        libc::SO_KEEPALIVE => Ok(common::set_socket_keepalive(fd, value.flag()?)?),
        libc::SO_BROADCAST => Ok(common::set_socket_broadcast(fd, value.flag()?)?),
        libc::SO_OOBINLINE => Ok(common::set_socket_oobinline(fd, value.flag()?)?),
        libc::SO_RCVBUF => Ok(common::set_socket_recv_buffer_size(fd, value.size()?)?),
        libc::SO_SNDBUF => Ok(common::set_socket_send_buffer_size(fd, value.size()?)?),
        libc::SO_LINGER => {
            let (on, seconds) = (value.at(0)?, value.at(4)?);
            let time = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
            Ok(common::set_socket_linger(fd, (on != 0).then_some(time))?)
        }
        libc::SO_RCVTIMEO => Ok(common::set_socket_timeout(fd, common::Timeout::Recv, value.time()?)?),
        libc::SO_SNDTIMEO => Ok(common::set_socket_timeout(fd, common::Timeout::Send, value.time()?)?),
        libc::SO_DONTROUTE => Ok(rare::DontRoute.set(&fd, &value.flag()?)?),
        libc::SO_TIMESTAMP => Ok(rare::ReceiveTimestamp.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_TIMESTAMPNS => Ok(rare::ReceiveTimestampns.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_PASSCRED => Ok(common::set_socket_passcred(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_RCVBUFFORCE => Ok(common::set_socket_recv_buffer_size_force(fd, value.size()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_SNDBUFFORCE => Ok(common::set_socket_send_buffer_size_force(fd, value.size()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_INCOMING_CPU => Ok(common::set_socket_incoming_cpu(fd, value.unsigned()?)?),
        #[cfg(target_os = "linux")]
        libc::SO_PRIORITY => socket.set_priority(value.unsigned()?),
        #[cfg(target_os = "linux")]
        libc::SO_MARK => socket.set_mark(value.unsigned()?),
        #[cfg(target_os = "linux")]
        libc::SO_BUSY_POLL => socket.set_busy_poll(value.unsigned()?),
        #[cfg(target_os = "linux")]
        libc::SO_BINDTODEVICE => socket.bind_device(Some(value.text()?).filter(|name| !name.is_empty())),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn number(n: impl TryInto<i32>) -> Result<OptionValue> {
    // What is larger than a number is the largest one.
    Ok(OptionValue::Number(n.try_into().unwrap_or(i32::MAX)))
}

fn flag(on: bool) -> Result<OptionValue> {
    number(i32::from(on))
}

fn numbers(all: &[i32]) -> Result<OptionValue> {
    Ok(OptionValue::Bytes(all.iter().flat_map(|n| n.to_ne_bytes()).collect()))
}

fn seconds(time: Duration) -> Result<OptionValue> {
    number(time.as_secs())
}

/// As `struct timeval`.
fn time(time: Option<Duration>) -> Result<OptionValue> {
    let time = time.unwrap_or_default();
    let (seconds, micros) = (time.as_secs(), u64::from(time.subsec_micros()));
    Ok(OptionValue::Bytes([seconds.to_ne_bytes(), micros.to_ne_bytes()].concat()))
}

fn text(bytes: Vec<u8>) -> Result<OptionValue> {
    Ok(OptionValue::Bytes(bytes))
}

fn get_socket(fd: BorrowedFd<'_>, name: i32) -> Result<OptionValue> {
    let socket = SockRef::from(&fd);
    match name {
        libc::SO_ERROR => number(common::socket_error(fd)?.err().map_or(0, Errno::raw_os_error)),
        libc::SO_TYPE => number(common::socket_type(fd)?.as_raw()),
        libc::SO_ACCEPTCONN => flag(common::socket_acceptconn(fd)?),
        libc::SO_REUSEADDR => flag(common::socket_reuseaddr(fd)?),
        libc::SO_REUSEPORT => flag(common::socket_reuseport(fd)?),
        libc::SO_KEEPALIVE => flag(common::socket_keepalive(fd)?),
        libc::SO_BROADCAST => flag(common::socket_broadcast(fd)?),
        libc::SO_OOBINLINE => flag(common::socket_oobinline(fd)?),
        libc::SO_RCVBUF => number(common::socket_recv_buffer_size(fd)?),
        libc::SO_SNDBUF => number(common::socket_send_buffer_size(fd)?),
        libc::SO_LINGER => {
            let lingers = common::socket_linger(fd)?;
            let seconds = lingers.map_or(0, |time| i32::try_from(time.as_secs()).unwrap_or(i32::MAX));
            numbers(&[lingers.is_some().into(), seconds])
        }
        libc::SO_RCVTIMEO => time(common::socket_timeout(fd, common::Timeout::Recv)?),
        libc::SO_SNDTIMEO => time(common::socket_timeout(fd, common::Timeout::Send)?),
        libc::SO_DONTROUTE => flag(rare::DontRoute.get(&fd)?),
        libc::SO_TIMESTAMP => flag(rare::ReceiveTimestamp.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::SO_TIMESTAMPNS => flag(rare::ReceiveTimestampns.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::SO_PASSCRED => flag(common::socket_passcred(fd)?),
        #[cfg(target_os = "linux")]
        libc::SO_DOMAIN => number(common::socket_domain(fd)?.as_raw()),
        #[cfg(target_os = "linux")]
        libc::SO_PROTOCOL => number(common::socket_protocol(fd)?.map_or(0, |p| p.as_raw().get())),
        #[cfg(target_os = "linux")]
        libc::SO_INCOMING_CPU => number(common::socket_incoming_cpu(fd)? as i32),
        #[cfg(target_os = "linux")]
        libc::SO_COOKIE => Ok(OptionValue::Bytes(common::socket_cookie(fd)?.to_ne_bytes().to_vec())),
        #[cfg(target_os = "linux")]
        libc::SO_PEERCRED => {
            let peer = rare::PeerCredentials.get(&fd)?;
            // "Nobody" is the largest number there.
            numbers(&[peer.pid(), peer.uid() as i32, peer.gid() as i32])
        }
        #[cfg(target_os = "linux")]
        libc::SO_PRIORITY => number(socket.priority()?),
        #[cfg(target_os = "linux")]
        libc::SO_MARK => number(socket.mark()?),
        #[cfg(target_os = "linux")]
        libc::SO_BUSY_POLL => number(socket.busy_poll()?),
        #[cfg(target_os = "linux")]
        libc::SO_BINDTODEVICE => text(socket.device()?.unwrap_or_default()),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn set_tcp(fd: BorrowedFd<'_>, name: i32, value: &Given<'_>) -> Result<()> {
    match name {
        libc::TCP_NODELAY => Ok(common::set_tcp_nodelay(fd, value.flag()?)?),
        libc::TCP_MAXSEG => SockRef::from(&fd).set_tcp_mss(value.unsigned()?),
        libc::TCP_KEEPINTVL => Ok(common::set_tcp_keepintvl(fd, value.seconds()?)?),
        libc::TCP_KEEPCNT => Ok(common::set_tcp_keepcnt(fd, value.unsigned()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_KEEPIDLE => Ok(common::set_tcp_keepidle(fd, value.seconds()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_USER_TIMEOUT => Ok(common::set_tcp_user_timeout(fd, value.unsigned()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_QUICKACK => Ok(common::set_tcp_quickack(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_CORK => Ok(common::set_tcp_cork(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_THIN_LINEAR_TIMEOUTS => Ok(common::set_tcp_thin_linear_timeouts(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::TCP_NOTSENT_LOWAT => SockRef::from(&fd).set_tcp_notsent_lowat(value.unsigned()?),
        #[cfg(target_os = "linux")]
        libc::TCP_CONGESTION => Ok(rare::TcpCongestion.set(&fd, &OsString::from_vec(value.text()?.to_vec()))?),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn get_tcp(fd: BorrowedFd<'_>, name: i32) -> Result<OptionValue> {
    match name {
        libc::TCP_NODELAY => flag(common::tcp_nodelay(fd)?),
        libc::TCP_MAXSEG => number(SockRef::from(&fd).tcp_mss()?),
        libc::TCP_KEEPINTVL => seconds(common::tcp_keepintvl(fd)?),
        libc::TCP_KEEPCNT => number(common::tcp_keepcnt(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_KEEPIDLE => seconds(common::tcp_keepidle(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_USER_TIMEOUT => number(common::tcp_user_timeout(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_QUICKACK => flag(common::tcp_quickack(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_CORK => flag(common::tcp_cork(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_THIN_LINEAR_TIMEOUTS => flag(common::tcp_thin_linear_timeouts(fd)?),
        #[cfg(target_os = "linux")]
        libc::TCP_NOTSENT_LOWAT => number(SockRef::from(&fd).tcp_notsent_lowat()?),
        #[cfg(target_os = "linux")]
        libc::TCP_CONGESTION => {
            // As the system fills it in: 16 bytes.
            let mut name = rare::TcpCongestion.get(&fd)?.as_bytes().to_vec();
            name.resize(16, 0);
            text(name)
        }
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn set_v4(fd: BorrowedFd<'_>, name: i32, value: &Given<'_>) -> Result<()> {
    let socket = SockRef::from(&fd);
    match name {
        libc::IP_TTL => match value.number()? {
            // The system's own.
            -1 => Ok(common::set_ip_ttl(fd, 64)?),
            _ => Ok(common::set_ip_ttl(fd, value.unsigned()?)?),
        },
        libc::IP_TOS => Ok(common::set_ip_tos(fd, value.byte()?)?),
        libc::IP_HDRINCL => socket.set_header_included_v4(value.flag()?),
        libc::IP_MULTICAST_TTL => Ok(common::set_ip_multicast_ttl(fd, value.unsigned()?)?),
        libc::IP_MULTICAST_LOOP => Ok(common::set_ip_multicast_loop(fd, value.flag()?)?),
        libc::IP_MULTICAST_IF => {
            let OptionValue::Bytes(bytes) = value.0 else { return Err(Errno::INVAL.into()) };
            let at = if bytes.len() >= 8 { 4 } else { 0 };
            Ok(common::set_ip_multicast_if(fd, &value.v4(at)?)?)
        }
        libc::IP_ADD_MEMBERSHIP => {
            let (group, interface, index) = value.group_v4()?;
            #[cfg(target_os = "linux")]
            return Ok(common::set_ip_add_membership_with_ifindex(fd, &group, &interface, index)?);
            #[cfg(not(target_os = "linux"))]
            return Ok(common::set_ip_add_membership(fd, &group, &interface).map(|()| drop(index))?);
        }
        libc::IP_DROP_MEMBERSHIP => {
            let (group, interface, index) = value.group_v4()?;
            #[cfg(target_os = "linux")]
            return Ok(common::set_ip_drop_membership_with_ifindex(fd, &group, &interface, index)?);
            #[cfg(not(target_os = "linux"))]
            return Ok(common::set_ip_drop_membership(fd, &group, &interface).map(|()| drop(index))?);
        }
        #[cfg(target_os = "linux")]
        libc::IP_ADD_SOURCE_MEMBERSHIP => {
            Ok(common::set_ip_add_source_membership(fd, &value.v4(0)?, &value.v4(4)?, &value.v4(8)?)?)
        }
        #[cfg(target_os = "linux")]
        libc::IP_DROP_SOURCE_MEMBERSHIP => {
            Ok(common::set_ip_drop_source_membership(fd, &value.v4(0)?, &value.v4(4)?, &value.v4(8)?)?)
        }
        #[cfg(target_os = "linux")]
        libc::IP_RECVTOS => Ok(common::set_ip_recvtos(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_FREEBIND => Ok(common::set_ip_freebind(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_TRANSPARENT => Ok(rare::IpTransparent.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_BIND_ADDRESS_NO_PORT => Ok(rare::IpBindAddressNoPort.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_PKTINFO => Ok(rare::Ipv4PacketInfo.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_RECVERR => Ok(rare::Ipv4RecvErr.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_RECVTTL => Ok(rare::Ipv4RecvTtl.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IP_MTU_DISCOVER => {
            Ok(common::set_ip_mtu_discover(fd, common::Ipv4PathMtuDiscovery::from_raw(value.number()?))?)
        }
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn get_v4(fd: BorrowedFd<'_>, name: i32) -> Result<OptionValue> {
    let socket = SockRef::from(&fd);
    match name {
        libc::IP_TTL => number(common::ip_ttl(fd)?),
        libc::IP_TOS => number(common::ip_tos(fd)?),
        libc::IP_HDRINCL => flag(socket.header_included_v4()?),
        libc::IP_MULTICAST_TTL => number(common::ip_multicast_ttl(fd)?),
        libc::IP_MULTICAST_LOOP => flag(common::ip_multicast_loop(fd)?),
        libc::IP_MULTICAST_IF => text(common::ip_multicast_if(fd)?.octets().to_vec()),
        #[cfg(target_os = "linux")]
        libc::IP_MTU => number(common::ip_mtu(fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_RECVTOS => flag(common::ip_recvtos(fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_FREEBIND => flag(common::ip_freebind(fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_TRANSPARENT => flag(rare::IpTransparent.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_BIND_ADDRESS_NO_PORT => flag(rare::IpBindAddressNoPort.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_PKTINFO => flag(rare::Ipv4PacketInfo.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_RECVERR => flag(rare::Ipv4RecvErr.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_RECVTTL => flag(rare::Ipv4RecvTtl.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IP_MTU_DISCOVER => number(common::ip_mtu_discover(fd)?.as_raw()),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn set_v6(fd: BorrowedFd<'_>, name: i32, value: &Given<'_>) -> Result<()> {
    match name {
        libc::IPV6_V6ONLY => Ok(common::set_ipv6_v6only(fd, value.flag()?)?),
        libc::IPV6_UNICAST_HOPS => match value.number()? {
            -1 => Ok(common::set_ipv6_unicast_hops(fd, None)?),
            _ => Ok(common::set_ipv6_unicast_hops(fd, Some(value.byte()?))?),
        },
        libc::IPV6_MULTICAST_HOPS => match value.number()? {
            -1 => Ok(common::set_ipv6_multicast_hops(fd, 1)?),
            _ => Ok(common::set_ipv6_multicast_hops(fd, value.unsigned()?)?),
        },
        libc::IPV6_MULTICAST_LOOP => Ok(common::set_ipv6_multicast_loop(fd, value.flag()?)?),
        libc::IPV6_MULTICAST_IF => Ok(common::set_ipv6_multicast_if(fd, value.unsigned()?)?),
        JOIN_GROUP => {
            let (group, interface) = value.group_v6()?;
            Ok(common::set_ipv6_add_membership(fd, &group, interface)?)
        }
        LEAVE_GROUP => {
            let (group, interface) = value.group_v6()?;
            Ok(common::set_ipv6_drop_membership(fd, &group, interface)?)
        }
        #[cfg(target_os = "linux")]
        libc::IPV6_TCLASS => Ok(common::set_ipv6_tclass(fd, value.unsigned()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVTCLASS => Ok(common::set_ipv6_recvtclass(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVPKTINFO => Ok(rare::Ipv6RecvPacketInfo.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVHOPLIMIT => SockRef::from(&fd).set_recv_hoplimit_v6(value.flag()?),
        #[cfg(target_os = "linux")]
        libc::IPV6_DONTFRAG => Ok(rare::Ipv6DontFrag.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVERR => Ok(rare::Ipv6RecvErr.set(&fd, &value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_FREEBIND => Ok(common::set_ipv6_freebind(fd, value.flag()?)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_MTU_DISCOVER => {
            Ok(common::set_ipv6_mtu_discover(fd, common::Ipv6PathMtuDiscovery::from_raw(value.number()?))?)
        }
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

fn get_v6(fd: BorrowedFd<'_>, name: i32) -> Result<OptionValue> {
    match name {
        libc::IPV6_V6ONLY => flag(common::ipv6_v6only(fd)?),
        libc::IPV6_UNICAST_HOPS => number(common::ipv6_unicast_hops(fd)?),
        libc::IPV6_MULTICAST_HOPS => number(common::ipv6_multicast_hops(fd)?),
        libc::IPV6_MULTICAST_LOOP => flag(common::ipv6_multicast_loop(fd)?),
        libc::IPV6_MULTICAST_IF => number(common::ipv6_multicast_if(fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_TCLASS => number(common::ipv6_tclass(fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVTCLASS => flag(common::ipv6_recvtclass(fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVPKTINFO => flag(rare::Ipv6RecvPacketInfo.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVHOPLIMIT => flag(SockRef::from(&fd).recv_hoplimit_v6()?),
        #[cfg(target_os = "linux")]
        libc::IPV6_DONTFRAG => flag(rare::Ipv6DontFrag.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_RECVERR => flag(rare::Ipv6RecvErr.get(&fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_MTU => number(common::ipv6_mtu(fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_FREEBIND => flag(common::ipv6_freebind(fd)?),
        #[cfg(target_os = "linux")]
        libc::IPV6_MTU_DISCOVER => number(common::ipv6_mtu_discover(fd)?.as_raw()),
        _ => Err(Errno::NOPROTOOPT.into()),
    }
}

#[cfg(target_os = "linux")]
const JOIN_GROUP: i32 = libc::IPV6_ADD_MEMBERSHIP;
#[cfg(target_os = "linux")]
const LEAVE_GROUP: i32 = libc::IPV6_DROP_MEMBERSHIP;
#[cfg(not(target_os = "linux"))]
const JOIN_GROUP: i32 = libc::IPV6_JOIN_GROUP;
#[cfg(not(target_os = "linux"))]
const LEAVE_GROUP: i32 = libc::IPV6_LEAVE_GROUP;
