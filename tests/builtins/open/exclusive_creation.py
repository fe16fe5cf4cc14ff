import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
with open(path, "x") as f:
    f.write("mine")
try:
    open(path, "x")
except FileExistsError as e:
    print(e.strerror, open(path).read())  # expect: File exists mine
os.remove(path)
