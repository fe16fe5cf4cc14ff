import socket
import time

a, b = socket.socketpair()
a.settimeout(0.01)
start = time.monotonic()
try:
    a.recv(1)
except TimeoutError as e:
    print(repr(e), e.errno)  # expect: TimeoutError('timed out') None
print(time.monotonic() - start >= 0.01)  # expect: True
b.send(b"x")
print(a.recv(1))  # expect: b'x'
with socket.create_server(("127.0.0.1", 0)) as server:
    server.settimeout(0.01)
    try:
        server.accept()
    except socket.timeout as e:
        print(e)  # expect: timed out
a.close()
b.close()
