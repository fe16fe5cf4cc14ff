b = bytearray(b"abc")
m = memoryview(b)
try:
    b.append(1)
except BufferError as e:
    print(e)  # expect: Existing exports of data: object cannot be re-sized
m.release()
b.append(100)
print(b)  # expect: bytearray(b'abcd')
