# A peer that says nothing: handshakes and reads end by the socket's timeout; without blocking they say what they want.
import socket
import ssl

from _pair import client_context, server_context

client, server = socket.socketpair()
client.settimeout(0.05)
try:
    client_context().wrap_socket(client, server_hostname="localhost")
except TimeoutError as e:
    print(type(e).__name__, "handshake operation timed out" in str(e))  # expect: TimeoutError True
server.close()

client, server = socket.socketpair()
client.setblocking(False)
server.setblocking(False)
c = client_context().wrap_socket(client, server_hostname="localhost", do_handshake_on_connect=False)
s = server_context().wrap_socket(server, server_side=True, do_handshake_on_connect=False)
ends = [c, s]
for _ in range(10):
    for end in list(ends):
        try:
            end.do_handshake()
            ends.remove(end)
        except ssl.SSLWantReadError:
            pass
print(ends, c.version())  # expect: [] TLSv1.3
try:
    s.recv(10)
except ssl.SSLWantReadError as e:
    print(type(e).__name__)  # expect: SSLWantReadError

# What cannot be sent is to be tried again.
sent = 0
try:
    while True:
        sent += c.send(b"x" * 10_000)
except ssl.SSLWantWriteError as e:
    print(type(e).__name__, sent > 0)  # expect: SSLWantWriteError True
received = 0
while True:
    try:
        received += len(s.recv(100_000))
    except ssl.SSLWantReadError:
        break
sent += c.send(b"x" * 10_000)
s.settimeout(5)
while received < sent:
    received += len(s.recv(100_000))
print(received == sent)  # expect: True
s.settimeout(0.05)
try:
    s.recv(10)
except TimeoutError as e:
    print(e)  # expect: The read operation timed out
c.close()
s.close()
