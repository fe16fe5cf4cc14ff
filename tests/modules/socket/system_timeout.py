# A timeout that the program tells the system makes a blocking socket fail as one that does not wait.
import socket
import struct

a, b = socket.socketpair()
a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 10000))
try:
    a.recv(1)
except BlockingIOError as e:
    print(e.errno, a.gettimeout())  # expect: 11 None
a.close()
b.close()
