import os
import socket
import tempfile

a, b = socket.socketpair()
with tempfile.TemporaryFile() as f:
    f.write(b"0123456789")
    f.flush()
    print(os.sendfile(a.fileno(), f.fileno(), 2, 5), b.recv(100))  # expect: 5 b'23456'
    os.lseek(f.fileno(), 8, os.SEEK_SET)
    print(os.sendfile(a.fileno(), f.fileno(), None, 5), b.recv(100))  # expect: 2 b'89'
    print(os.lseek(f.fileno(), 0, os.SEEK_CUR))  # expect: 10
    f.seek(0)
    a.sendfile(f)
    print(b.recv(100))  # expect: b'0123456789'
a.close()
b.close()
