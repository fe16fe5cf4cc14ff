# SSLSocket: a conversation between two threads, and what the socket says of itself.
import socket
import threading

from _pair import client_context, server_context


def serve(listener):
    with server_context().wrap_socket(listener, server_side=True) as tls:
        sock, _ = tls.accept()
        with sock:
            data = b""
            while part := sock.recv(1000):
                data += part
                if data.endswith(b"\n"):
                    sock.sendall(data.upper())
                    data = b""


listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]
thread = threading.Thread(target=serve, args=(listener,))
thread.start()
sock = client_context().wrap_socket(socket.socket(), server_hostname="localhost")
print(sock.version(), sock.cipher())  # expect: None None
sock.connect(("127.0.0.1", port))
print(sock.version(), sock.cipher()[1], sock.getpeercert()["version"])  # expect: TLSv1.3 TLSv1.3 3
sock.sendall(b"hello\n")
print(sock.recv(100))  # expect: b'HELLO\n'
buffer = bytearray(10)
sock.sendall(b"x" * 100_000 + b"\n")
print(sock.recv_into(buffer), buffer)  # expect: 10 bytearray(b'XXXXXXXXXX')
total = 10
while total < 100_001:
    total += len(sock.read(65536))
print(total, sock.pending())  # expect: 100001 0
for f in (lambda: sock.recv(1, 1), lambda: sock.sendto(b"", ("", 1)), lambda: sock.dup()):
    try:
        f()
    except (ValueError, NotImplementedError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: NotImplementedError
sock.close()
thread.join()
