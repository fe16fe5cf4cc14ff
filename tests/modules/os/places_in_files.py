import os
import tempfile

with tempfile.TemporaryFile() as f:
    fd = f.fileno()
    print(os.pwrite(fd, b"hello", 3), os.lseek(fd, 0, os.SEEK_CUR))  # expect: 5 0
    print(os.pread(fd, 100, 4), os.pwritev(fd, [b"a", b"b"], 0))  # expect: b'ello' 2
    room = bytearray(3)
    print(os.preadv(fd, [room], 0), room)  # expect: 3 bytearray(b'ab\x00')
    try:
        os.pread(fd, 1, -1)
    except OSError as e:
        print(e)  # expect: [Errno 22] Invalid argument
