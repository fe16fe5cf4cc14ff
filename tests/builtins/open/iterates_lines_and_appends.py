import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
with open(path, "w") as f:
    print("a", 1, file=f)
with open(path, "a") as f:
    f.write("b\n")
for line in open(path):
    print(repr(line))
os.remove(path)

# expect:
# 'a 1\n'
# 'b\n'
