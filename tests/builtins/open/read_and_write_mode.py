import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
with open(path, "w+") as f:
    f.write("hello world")
    f.seek(6)
    print(f.read(3), f.truncate(5))  # expect: wor 5
    f.seek(0)
    print(f.read())  # expect: hello
with open(path, "r+") as f:
    f.write("J")
print(open(path).read())  # expect: Jello
os.remove(path)
