import os
import socket

a, b = socket.socketpair()
read, write = os.pipe()
print(socket.send_fds(a, [b"here ", b"it is"], [write]))  # expect: 10
os.close(write)
data, fds, flags, address = socket.recv_fds(b, 100, 5)
print(data, len(fds), flags & socket.MSG_CTRUNC, address)  # expect: b'here it is' 1 0 None
os.write(fds[0], b"through")
os.close(fds[0])
print(os.read(read, 100), os.read(read, 100))  # expect: b'through' b''
os.close(read)
a.close()
b.close()
