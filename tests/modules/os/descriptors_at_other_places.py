# pread and pwrite leave the position alone; dup2 puts another file behind a number; truncate by path.
import os
import tempfile

fd, path = tempfile.mkstemp()
os.write(fd, b"0123456789")
print(os.pread(fd, 3, 4), os.pwrite(fd, b"xy", 2), os.lseek(fd, 0, os.SEEK_CUR))  # expect: b'456' 2 10
print(os.pread(fd, 100, 0))  # expect: b'01xy456789'
saved = os.dup(1)
os.dup2(fd, 1)
os.write(1, b"!")
os.dup2(saved, 1)
print(os.pread(fd, 100, 9))  # expect: b'9!'
os.truncate(path, 3)
print(os.stat(path).st_size, os.get_inheritable(fd), os.get_blocking(fd))  # expect: 3 False True
print(os.major(os.makedev(8, 300)), os.minor(os.makedev(8, 300)))  # expect: 8 300
other = os.dup(fd)
os.closerange(other, other + 1)
try:
    os.fstat(other)
except OSError as e:
    print(e.errno)  # expect: 9
os.unlink(path)
