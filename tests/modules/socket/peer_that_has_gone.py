# Writing to it raises; SIGPIPE ends nothing.
import socket

a, b = socket.socketpair()
b.close()
try:
    a.send(b"x")
except BrokenPipeError as e:
    print(e)  # expect: [Errno 32] Broken pipe
print(a.recv(1))  # expect: b''
try:
    a.sendall(b"x")
except BrokenPipeError as e:
    print(e)  # expect: [Errno 32] Broken pipe
a.close()
