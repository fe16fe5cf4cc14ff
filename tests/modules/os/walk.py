import os, tempfile
base = tempfile.mkdtemp()
for d in ("x/y", "z"):
    os.makedirs(os.path.join(base, d))
open(os.path.join(base, "x", "f"), "w").close()
for root, dirs, files in os.walk(base):
    dirs.sort()
    print(os.path.relpath(root, base), dirs, files)

# expect:
# . ['x', 'z'] []
# x ['y'] ['f']
# x/y [] []
# z [] []
