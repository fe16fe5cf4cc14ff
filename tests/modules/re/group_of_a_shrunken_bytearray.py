# A match of a bytearray that has become shorter shows what is left.
import re

data = bytearray(b"abcdefgh")
m = re.search(b"[a-h]+", data)
data[:] = b"xyz"
print(m.group())  # expect: b'xyz'
