//! The host's sockets, without an interpreter.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use taipan_interp::host::Host;
use taipan_interp::host::net::{Address, Control, Network, OptionValue, Query};
use taipan_interp::host::os::OsHost;
use taipan_interp::host::poll::Interest;

const LOOPBACK: Address = Address::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0));
const READ: Interest = Interest { read: true, write: false };

fn network(host: &OsHost) -> &dyn Network {
    host.network().expect("the machine's host has one")
}

#[test]
fn a_connection_carries_bytes_both_ways() {
    let host = OsHost::new();
    let net = network(&host);
    let listener = net.socket(libc::AF_INET, libc::SOCK_STREAM, 0).unwrap();
    net.set_option(listener, libc::SOL_SOCKET, libc::SO_REUSEADDR, &OptionValue::Number(1)).unwrap();
    net.bind(listener, &LOOPBACK).unwrap();
    net.listen(listener, 5).unwrap();
    let client = net.socket(libc::AF_INET, libc::SOCK_STREAM, 0).unwrap();
    net.connect(client, &net.local_address(listener).unwrap()).unwrap();
    let (served, from) = net.accept(listener, true).unwrap();
    assert_eq!(from, net.local_address(client).unwrap());
    assert_eq!(net.describe(served).unwrap(), (libc::AF_INET, libc::SOCK_STREAM, libc::IPPROTO_TCP));
    assert!(host.is_nonblocking(served).unwrap() && !host.is_nonblocking(client).unwrap());

    let mut buf = [0; 8];
    assert_eq!(net.receive(served, &mut buf, 0).unwrap_err().kind(), ErrorKind::WouldBlock);
    assert!(!host.poll_once(&[(served, READ)], Some(Duration::ZERO)).unwrap()[0].read);
    assert_eq!(net.send(client, b"ping", 0).unwrap(), 4);
    assert!(host.poll_once(&[(served, READ)], None).unwrap()[0].read);
    assert_eq!(net.receive(served, &mut buf, 0).unwrap(), 4);
    host.close(client).unwrap();
    assert_eq!(net.receive(served, &mut buf, 0).unwrap(), 0);
    net.send(served, b"x", 0).ok();
    host.poll_once(&[(served, READ)], Some(Duration::from_secs(1))).unwrap();
    let broken = (0..100).find_map(|_| net.send(served, b"x", 0).err()).expect("nobody reads");
    assert!(matches!(broken.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset));
}

#[test]
fn descriptors_travel_beside_the_data() {
    let host = OsHost::new();
    let net = network(&host);
    let (here, there) = net.pair(libc::AF_UNIX, libc::SOCK_STREAM, 0).unwrap();
    let (read, write) = host.pipe().unwrap();
    let rights = Control { level: libc::SOL_SOCKET, kind: libc::SCM_RIGHTS, data: write.to_ne_bytes().to_vec() };
    assert_eq!(net.send_message(here, &[b"a", b"bc"], &[rights], 0, None).unwrap(), 3);
    host.close(write).unwrap();
    let mut buf = [0; 8];
    let message = net.receive_message(there, &mut buf, net.control_len(4).1, 0).unwrap();
    assert_eq!(&buf[..message.len], b"abc");
    let received = i32::from_ne_bytes(message.control[0].data[..].try_into().unwrap());
    host.write_some(received, b"through").unwrap();
    host.close(received).unwrap();
    assert_eq!(host.read(read, &mut buf).unwrap(), 7);
    assert_eq!(host.read(read, &mut buf).unwrap(), 0);
}

#[test]
fn the_process_own_descriptors_are_refused() {
    let host = OsHost::new();
    let (ours, _) = std::os::unix::net::UnixStream::pair().unwrap();
    let number = std::os::fd::AsRawFd::as_raw_fd(&ours);
    assert!(host.close(number).is_err());
    // One that the process was started with would not be closed when another program is run.
    let inherited = rustix::io::fcntl_dupfd_cloexec(&ours, 100).unwrap();
    rustix::io::fcntl_setfd(&inherited, rustix::io::FdFlags::empty()).unwrap();
    let number = std::os::fd::IntoRawFd::into_raw_fd(inherited);
    assert!(host.stat_open(number).is_ok());
    host.close(number).unwrap();
    assert!(host.stat_open(number).is_err());
}

#[test]
fn numeric_names_need_no_server() {
    let host = OsHost::new();
    let query = Query { host: Some("127.0.0.1"), service: Some("80"), kind: libc::SOCK_STREAM, ..Query::default() };
    let found = network(&host).resolve(&query).unwrap();
    assert_eq!(found[0].address, Address::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 80)));
    assert!(network(&host).resolve(&Query::default()).is_err());
}
