import os, pathlib, tempfile

with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    with open(b"f\xff\x80.txt", "w") as f:
        f.write("hi")
    print(ascii(os.listdir()), os.listdir(b"."))  # expect: ['f\udcff\udc80.txt'] [b'f\xff\x80.txt']
    name = os.listdir()[0]
    print(os.fsencode(name), ascii(os.fsdecode(b"f\xff")))  # expect: b'f\xff\x80.txt' 'f\udcff'
    print(open(name).read(), os.stat(b"f\xff\x80.txt").st_size, os.path.exists(name))  # expect: hi 2 True
    path = next(pathlib.Path(".").iterdir())
    print(path.read_text(), bytes(path))  # expect: hi b'f\xff\x80.txt'
    print([e.name for e in os.scandir(b".")])  # expect: [b'f\xff\x80.txt']
    os.rename(name, "g\udcfe")
    print(os.listdir(b"."))  # expect: [b'g\xfe']
    os.mkdir("d\udcfe")
    os.chdir("d\udcfe")
    print(os.getcwdb()[-2:], ascii(os.getcwd()[-2:]))  # expect: b'd\xfe' 'd\udcfe'
    os.chdir("/")
