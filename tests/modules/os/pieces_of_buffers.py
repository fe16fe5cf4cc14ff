import os

read, write = os.pipe()
print(os.writev(write, [b"ab", bytearray(b"cd"), memoryview(b"e")]))  # expect: 5
first, second = bytearray(2), bytearray(5)
print(os.readv(read, [first, second]), first, second)  # expect: 5 bytearray(b'ab') bytearray(b'cde\x00\x00')
for call in (lambda: os.writev(write, 1), lambda: os.readv(read, [b"x"])):
    try:
        call()
    except (TypeError, BufferError) as e:
        print(e)
# expect: writev() arg 2 must be a sequence
# expect: Object is not writable.
