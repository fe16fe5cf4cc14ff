import io
b = io.BytesIO(b"abcdef")
print(b.read(2), b.seek(-1, 2), b.read(), b.getvalue(), b.tell())  # expect: b'ab' 5 b'f' b'abcdef' 6
print(b.seek(0), b.write(b"XY"), b.getvalue(), io.BytesIO().read())  # expect: 0 2 b'XYcdef' b''
try:
    b.write("text")
except TypeError as e:
    print(e)  # expect: a bytes-like object is required, not 'str'
