import socket
import struct

with socket.socket() as s:
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))  # expect: 0
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, struct.pack("i", 1))
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))  # expect: 1
    print(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))  # expect: 1
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 4))  # expect: b'\x01\x00\x00\x00'
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 5))
    print(struct.unpack("ii", s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))  # expect: (1, 5)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 77)
    print(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE))  # expect: 77
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 10000)
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF))  # expect: 20000
    for wrong in ((1, 2), ("a", 2, 3), (1, 2, "x"), (1, 2, b"")):
        try:
            s.setsockopt(*wrong)
        except (TypeError, OSError) as e:
            print(e)
    try:
        s.getsockopt(1, 2, 1025)
    except OSError as e:
        print(e)
# expect: setsockopt() takes exactly 3 arguments (2 given)
# expect: 'str' object cannot be interpreted as an integer
# expect: a bytes-like object is required, not 'str'
# expect: [Errno 22] Invalid argument
# expect: getsockopt buflen out of range
