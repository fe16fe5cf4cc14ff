import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
f = open(path, "w")
print(f.closed, f.mode, f.name == path, f.readable(), f.writable())  # expect: False w True False True
try:
    f.read()
except OSError as e:
    print(type(e).__name__, e)  # expect: UnsupportedOperation not readable
f.close()
print(f.closed)  # expect: True
os.remove(path)
f.write("x")  # expect error: ValueError: I/O operation on closed file.
