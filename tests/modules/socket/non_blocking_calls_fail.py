import socket

a, b = socket.socketpair()
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print(e)  # expect: [Errno 11] Resource temporarily unavailable
sent = 0
try:
    while True:
        sent += a.send(bytes(65536))
except BlockingIOError as e:
    print(e.errno, sent > 0)  # expect: 11 True
print(a.gettimeout(), a.getblocking())  # expect: 0.0 False
a.close()
b.close()
