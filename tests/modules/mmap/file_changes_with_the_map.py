# What is written to a mapped file's bytes is in the file.
import mmap
import re
import tempfile

with tempfile.TemporaryFile() as f:
    f.write(b"hello world\nsecond line\n")
    f.flush()
    with mmap.mmap(f.fileno(), 0) as m:
        print(len(m), m[:5], m[0], m.find(b"world"))  # expect: 24 b'hello' 104 6
        m[0:5] = b"HELLO"
        print(m.readline(), m.tell())  # expect: b'HELLO world\n' 12
        print(re.search(rb"l\w+", m).group())  # expect: b'ld'
        f.seek(0)
        print(f.read(5))  # expect: b'HELLO'
    print(m.closed)  # expect: True
    with mmap.mmap(f.fileno(), 6, access=mmap.ACCESS_READ) as m:
        try:
            m[0] = 1
        except TypeError as e:
            print(e)  # expect: mmap can't modify a readonly memory map.
print(mmap.mmap(-1, 4)[:])  # expect: b'\x00\x00\x00\x00'
