import socket

print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
# expect: [(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('127.0.0.1', 80))]
print(socket.getaddrinfo(b"::1", "80", type=socket.SOCK_DGRAM)[0][4])  # expect: ('::1', 80, 0, 0)
print(socket.getaddrinfo(None, 0, socket.AF_INET, socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][4])
# expect: ('0.0.0.0', 0)
print(socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
# expect: ('127.0.0.1', '80')
print(socket.gethostbyname("127.0.0.1"), socket.gethostbyname(""))  # expect: 127.0.0.1 0.0.0.0
for host, port in ((1, 1), ("127.0.0.1", 1.5), (None, None), ("127.0.0.1", "no-such-service")):
    try:
        socket.getaddrinfo(host, port)
    except (TypeError, OSError) as e:
        print(type(e).__name__, e)
# expect:
# TypeError getaddrinfo() argument 1 must be string or None
# OSError Int or String expected
# gaierror [Errno -2] Name or service not known
# gaierror [Errno -8] Servname not supported for ai_socktype
