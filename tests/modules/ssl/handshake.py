# Both ends agree on TLS 1.3 and what goes in at one end comes out at the other.
from _pair import connected

s, c = connected()
print(c.version(), s.version())  # expect: TLSv1.3 TLSv1.3
print(c.cipher(), c.cipher() == s.cipher())  # expect: ('TLS_AES_256_GCM_SHA384', 'TLSv1.3', 256) True
print(c.server_side, s.server_side, c.server_hostname)  # expect: False True localhost
print(c.compression(), c.selected_alpn_protocol())  # expect: None None
print(c.write(b"hello"), s.read(100))  # expect: 5 b'hello'
print(s.write(b"x" * 50000))  # expect: 50000
print(len(c.read(100000)), c.pending())  # expect: 16384 0
print(c.read(10), c.pending())  # expect: b'xxxxxxxxxx' 16374
buffer = bytearray(4)
print(c.read(100, buffer), buffer)  # expect: 4 bytearray(b'xxxx')
print(c.read(0), c.read(0, bytearray(3)))  # expect: b'' 3
