import socket
import threading

a, b = socket.socketpair()
a.send(b"abc")
print(b.recv(2, socket.MSG_PEEK), b.recv(3))  # expect: b'ab' b'abc'
threading.Timer(0.01, a.sendall, [b"45"]).start()
a.send(b"123")
print(b.recv(5, socket.MSG_WAITALL))  # expect: b'12345'
a.close()
b.close()
