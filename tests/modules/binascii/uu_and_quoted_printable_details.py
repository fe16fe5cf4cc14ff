# Trailing garbage in uuencoded lines, and spaces in quoted-printable headers.
import binascii

for line in [b"!!!!", b"\xff\x00"]:
    try:
        binascii.a2b_uu(line)
    except binascii.Error as e:
        print(e)
# expect: Trailing garbage
# expect: Illegal char
print(binascii.b2a_qp(b"x \ry\t\r", istext=True))  # expect: b'x \ry\t\r'
print(binascii.b2a_qp(b"x y", header=True, quotetabs=True))  # expect: b'x=20y'
try:
    binascii.b2a_qp("x")
except TypeError as e:
    print(e)  # expect: a bytes-like object is required, not 'str'
