# MemoryBIO is a queue of bytes with an end.
import ssl

bio = ssl.MemoryBIO()
print(bio.read(), bio.pending, bio.eof)  # expect: b'' 0 False
print(bio.write(b"abc"), bio.write(bytearray(b"def")), bio.pending)  # expect: 3 3 6
print(bio.read(2), bio.read(1), bio.pending)  # expect: b'ab' b'c' 3
bio.write_eof()
print(bio.eof, bio.read(), bio.eof, bio.read())  # expect: False b'def' True b''
try:
    bio.write(b"more")
except ssl.SSLError as e:
    print(e.args)  # expect: ('cannot write() after write_eof()',)
try:
    ssl.MemoryBIO().write("text")
except TypeError as e:
    print(e)  # expect: a bytes-like object is required, not 'str'
