import os, tempfile

with tempfile.TemporaryDirectory() as d:
    link = os.path.join(d, "link")
    os.symlink(b"t\xfe", os.fsencode(link))
    print(ascii(os.readlink(link)), os.readlink(os.fsencode(link)))  # expect: 't\udcfe' b't\xfe'
