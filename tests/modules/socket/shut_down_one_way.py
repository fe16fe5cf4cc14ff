import socket

a, b = socket.socketpair()
a.shutdown(socket.SHUT_WR)
print(b.recv(10))  # expect: b''
b.sendall(b"still")
print(a.recv(10))  # expect: b'still'
try:
    a.send(b"x")
except BrokenPipeError:
    print("closed for writing")  # expect: closed for writing
try:
    a.shutdown(77)
except OSError as e:
    print(e)  # expect: [Errno 22] Invalid argument
a.close()
b.close()
