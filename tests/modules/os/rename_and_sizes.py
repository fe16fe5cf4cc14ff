import os, tempfile
base = tempfile.mkdtemp()
a, b = os.path.join(base, "a"), os.path.join(base, "b")
with open(a, "w") as f: f.write("12345")
os.rename(a, b)
print(os.path.exists(a), os.path.getsize(b), os.stat(b).st_size, os.path.islink(b))  # expect: False 5 5 False
os.replace(b, a)
print(os.listdir(base), [e.name for e in os.scandir(base) if e.is_file()])  # expect: ['a'] ['a']
os.unlink(a)
os.rmdir(base)
