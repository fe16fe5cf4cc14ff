import os
import socket

a, b = socket.socketpair()
again = socket.socket(fileno=os.dup(b.fileno()))
print(again.family == socket.AF_UNIX, again.type == socket.SOCK_STREAM, again.proto)  # expect: True True 0
a.send(b"x")
print(again.recv(1))  # expect: b'x'
fd = again.detach()
print(again.fileno(), fd > 2)  # expect: -1 True
os.close(fd)
read, write = os.pipe()
for wrong in (read, -1, "x", 9999):
    try:
        socket.socket(fileno=wrong)
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# OSError [Errno 88] Socket operation on non-socket
# ValueError negative file descriptor
# TypeError 'str' object cannot be interpreted as an integer
# OSError [Errno 9] Bad file descriptor
