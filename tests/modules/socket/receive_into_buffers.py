import socket

a, b = socket.socketpair()
a.send(b"abcdef")
room = bytearray(4)
print(b.recv_into(room), room)  # expect: 4 bytearray(b'abcd')
print(b.recv_into(memoryview(room)[1:], 1), room)  # expect: 1 bytearray(b'aecd')
print(b.recvfrom_into(room), room)  # expect: (1, None) bytearray(b'fecd')
for wrong in (b"", "x", None):
    try:
        b.recv_into(wrong)
    except TypeError as e:
        print(e)
# expect: recv_into() argument 1 must be read-write bytes-like object, not bytes
# expect: recv_into() argument 1 must be read-write bytes-like object, not str
# expect: recv_into() argument 1 must be read-write bytes-like object, not None
try:
    b.recv_into(bytearray(1), 2)
except ValueError as e:
    print(e)  # expect: buffer too small for requested bytes
try:
    b.recv_into(bytearray(1), -1)
except ValueError as e:
    print(e)  # expect: negative buffersize in recv_into
a.close()
b.close()
