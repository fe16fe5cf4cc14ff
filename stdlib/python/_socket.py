"""What socket needs to be imported: numbers, errors, addresses. Sockets themselves are not there yet.

Modules that a program uses for something else entirely (logging.config, urllib.request's helpers) import socket; they
work. Making a socket, or asking for the address of a host, says that it cannot be done.
"""

import os as _os
import sys as _sys

error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


has_ipv6 = True

AF_UNSPEC, AF_UNIX, AF_INET = 0, 1, 2
AF_INET6 = 30 if _sys.platform == "darwin" else 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOL_SOCKET = 0xFFFF if _sys.platform == "darwin" else 1
if _sys.platform == "darwin":
    SO_REUSEADDR, SO_KEEPALIVE, SO_BROADCAST, SO_LINGER, SO_REUSEPORT = 4, 8, 0x20, 0x80, 0x200
    SO_SNDBUF, SO_RCVBUF, SO_ERROR, SO_TYPE = 0x1001, 0x1002, 0x1007, 0x1008
    IPV6_V6ONLY = 27
    EAI_NONAME = 8
    MSG_DONTWAIT, MSG_WAITALL = 0x80, 0x40
else:
    SOCK_NONBLOCK, SOCK_CLOEXEC = 0o4000, 0o2000000
    SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE = 2, 3, 4, 6, 7, 8, 9
    SO_LINGER, SO_REUSEPORT = 13, 15
    IPV6_V6ONLY = 26
    EAI_NONAME = -2
    MSG_DONTWAIT, MSG_WAITALL = 0x40, 0x100
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 1, 6, 17, 41
TCP_NODELAY = 1
MSG_OOB, MSG_PEEK = 1, 2
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST = 1, 2, 4
NI_NUMERICHOST, NI_NUMERICSERV = (2, 8) if _sys.platform == "darwin" else (1, 2)
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 128
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST = 0, 0x7F000001, 0xFFFFFFFF


def _refuse(*args, **kwargs):
    # What a system without networking says.
    raise OSError(97, "Taipan has no sockets yet")


class socket:
    """The base of socket.socket, which cannot be made yet."""

    __slots__ = ()
    __init__ = _refuse
    # Not to be called, since there is no object; but libraries take their documentation and signatures.
    accept = bind = close = connect = connect_ex = detach = fileno = getpeername = getsockname = getsockopt = _refuse
    getblocking = gettimeout = listen = recv = recv_into = recvfrom = recvfrom_into = recvmsg = recvmsg_into = _refuse
    send = sendall = sendmsg = sendto = setblocking = setsockopt = settimeout = shutdown = _refuse


SocketType = socket
socketpair = getaddrinfo = getnameinfo = gethostbyname = gethostbyname_ex = gethostbyaddr = getservbyname = _refuse
getservbyport = getprotobyname = dup = close = _refuse


def gethostname():
    return _os.uname().nodename


_default_timeout = None


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout, /):
    global _default_timeout
    if timeout is not None:
        timeout = float(timeout)
        if timeout < 0:
            raise ValueError("Timeout value out of range")
    _default_timeout = timeout


def _swapped(number, size):
    if number < 0:
        raise OverflowError("can't convert negative Python int to C unsigned integer")
    if number >> (8 * size):
        raise OverflowError("Python int too large to convert to C unsigned integer")
    return int.from_bytes(number.to_bytes(size, _sys.byteorder), "big")


def htons(x, /):
    return _swapped(x, 2)


def htonl(x, /):
    return _swapped(x, 4)


ntohs, ntohl = htons, htonl


def inet_aton(ip_addr, /):
    import ipaddress

    try:
        return ipaddress.IPv4Address(ip_addr).packed
    except ValueError:
        raise OSError("illegal IP address string passed to inet_aton") from None


def inet_ntoa(packed_ip, /):
    if len(packed_ip) != 4:
        raise OSError("packed IP wrong length")
    return ".".join(map(str, packed_ip))


def inet_pton(address_family, ip_string, /):
    import ipaddress

    kinds = {AF_INET: ipaddress.IPv4Address, AF_INET6: ipaddress.IPv6Address}
    if address_family not in kinds:
        raise OSError(97, _os.strerror(97))
    try:
        return kinds[address_family](ip_string).packed
    except ValueError:
        raise OSError("illegal IP address string passed to inet_pton") from None


def inet_ntop(address_family, packed_ip, /):
    import ipaddress

    sizes = {AF_INET: 4, AF_INET6: 16}
    if address_family not in sizes:
        raise ValueError(f"unknown address family {address_family}")
    if len(packed_ip) != sizes[address_family]:
        raise ValueError("invalid length of packed IP address string")
    return str(ipaddress.ip_address(bytes(packed_ip)))
