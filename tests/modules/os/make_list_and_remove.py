import os, tempfile
base = tempfile.mkdtemp()
os.makedirs(os.path.join(base, "a", "b"))
os.makedirs(os.path.join(base, "a", "b"), exist_ok=True)
open(os.path.join(base, "a", "f.txt"), "w").close()
print(sorted(os.listdir(os.path.join(base, "a"))))  # expect: ['b', 'f.txt']
print(os.path.isdir(os.path.join(base, "a")))  # expect: True
print(os.path.isfile(os.path.join(base, "a", "f.txt")))  # expect: True
try:
    os.makedirs(os.path.join(base, "a"))
except FileExistsError as e:
    print(e.strerror)  # expect: File exists
os.remove(os.path.join(base, "a", "f.txt"))
os.removedirs(os.path.join(base, "a", "b"))
print(os.path.exists(base))  # expect: False
