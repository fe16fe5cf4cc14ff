b = b"abc"
print(b[0], b[-1], b[1:], b[::-1], list(b))  # expect: 97 99 b'bc' b'cba' [97, 98, 99]
try:
    b[3]
except IndexError as e:
    print(e)  # expect: index out of range
