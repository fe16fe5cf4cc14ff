import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
with open(path, "w") as f:
    print(f.write("one\ntwo\n"), f.writelines(["three\n", "fo", "ur"]))  # expect: 8 None
with open(path) as f:
    print(f.read().split("\n"))  # expect: ['one', 'two', 'three', 'four']
with open(path) as f:
    print(repr(f.readline()), f.readlines(), repr(f.read()), repr(f.readline()))  # expect: 'one\n' ['two\n', 'three\n', 'four'] '' ''
os.remove(path)
