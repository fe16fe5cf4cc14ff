import socket

print(socket.inet_aton("127.1"), socket.inet_aton("0x7f.0.0.1"))  # expect: b'\x7f\x00\x00\x01' b'\x7f\x00\x00\x01'
print(socket.inet_ntoa(b"\x01\x02\x03\x04"))  # expect: 1.2.3.4
print(socket.inet_ntop(socket.AF_INET6, bytes(10) + b"\xff\xff\x01\x02\x03\x04"))  # expect: ::ffff:1.2.3.4
print(socket.inet_ntop(socket.AF_INET6, bytes(12) + b"\x01\x02\x03\x04"))  # expect: ::1.2.3.4
print(socket.htons(1), socket.ntohl(1), socket.htonl(0xFFFFFFFF))  # expect: 256 16777216 4294967295
wrong = [
    lambda: socket.inet_aton("1.2.3.4.5"),
    lambda: socket.inet_aton("256.1"),
    lambda: socket.inet_ntoa(b"123"),
    lambda: socket.inet_pton(socket.AF_INET, "1.2.3"),
    lambda: socket.inet_ntop(socket.AF_INET, b"123"),
    lambda: socket.htons(-1),
    lambda: socket.htons(65536),
    lambda: socket.htonl(-1),
    lambda: socket.ntohl(2**32),
]
for call in wrong:
    try:
        call()
    except (OSError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
# expect:
# OSError illegal IP address string passed to inet_aton
# OSError illegal IP address string passed to inet_aton
# OSError packed IP wrong length for inet_ntoa
# OSError illegal IP address string passed to inet_pton
# ValueError invalid length of packed IP address string
# OverflowError htons: can't convert negative Python int to C 16-bit unsigned integer
# OverflowError htons: Python int too large to convert to C 16-bit unsigned integer
# OverflowError can't convert negative value to unsigned int
# OverflowError int larger than 32 bits
