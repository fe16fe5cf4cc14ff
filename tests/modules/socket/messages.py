import socket
import struct

a, b = socket.socketpair()
print(a.sendmsg([b"ab", bytearray(b"cd"), memoryview(b"ef")]))  # expect: 6
print(b.recvmsg(4))  # expect: (b'abcd', [], 0, None)
first, second = bytearray(1), bytearray(3)
print(b.recvmsg_into([first, second]), first, second)
# expect: (2, [], 0, None) bytearray(b'e') bytearray(b'f\x00\x00')
b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
a.send(b"x")
data, control, flags, address = b.recvmsg(10, socket.CMSG_SPACE(12))
level, kind, credentials = control[0]
print(level == socket.SOL_SOCKET, kind == socket.SCM_CREDENTIALS, len(credentials))  # expect: True True 12
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4))  # expect: 20 24
for wrong in (1, [1], [b"x"]):
    try:
        a.sendmsg(wrong, [(1, 2)])
    except TypeError as e:
        print(e)
# expect: sendmsg() argument 1 must be an iterable
# expect: a bytes-like object is required, not 'int'
# expect: [sendmsg() ancillary data items]() argument must be sequence of length 3, not 2
a.close()
b.close()
