b = bytearray(b"abcabc")
print(b.pop(), b.pop(0), b)  # expect: 99 97 bytearray(b'bcab')
b.remove(98)
print(b)  # expect: bytearray(b'cab')
b.reverse()
print(b)  # expect: bytearray(b'bac')
b.clear()
print(b)  # expect: bytearray(b'')
try:
    b.pop()
except IndexError as e:
    print(e)  # expect: pop from empty bytearray
try:
    b.remove(1)
except ValueError as e:
    print(e)  # expect: value not found in bytearray
