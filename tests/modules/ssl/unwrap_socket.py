# After unwrap() both sides go on in the clear.
import socket
import threading

from _pair import client_context, server_context

client, server = socket.socketpair()


def serve():
    tls = server_context().wrap_socket(server, server_side=True)
    tls.sendall(tls.recv(100).upper())
    print(tls.recv(100))
    plain = tls.unwrap()
    plain.sendall(b"in the clear")
    plain.close()


thread = threading.Thread(target=serve)
thread.start()
tls = client_context().wrap_socket(client, server_hostname="localhost")
tls.sendall(b"secret")
print(tls.recv(100))  # expect: b'SECRET'
plain = tls.unwrap()  # expect: b''
print(plain.recv(100))  # expect: b'in the clear'
thread.join()
try:
    tls.unwrap()
except ValueError as e:
    print(str(e).split(" <")[0])  # expect: No SSL wrapper around
plain.close()
