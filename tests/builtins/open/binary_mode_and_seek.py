import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.bin")
with open(path, "wb") as f:
    print(f.write(b"\x00\xff\nabc"))  # expect: 6
with open(path, "rb") as f:
    print(f.read(2), f.tell(), f.seek(-2, 2), f.read(), f.read())  # expect: b'\x00\xff' 2 4 b'bc' b''
    f.seek(0)
    print(list(f))  # expect: [b'\x00\xff\n', b'abc']
os.remove(path)
