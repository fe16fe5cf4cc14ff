# A file may declare any encoding that the library knows; one that nobody knows is a SyntaxError.
import os
import sys
import tempfile

root = tempfile.mkdtemp()
sys.path.append(root)
files = {
    "western": b"# -*- coding: cp1252 -*-\ntext = '\x80\xe9'\n",
    "russian": b"# -*- coding: koi8-r -*-\ntext = '\xc1\xc2'\n",
    "strange": b"# coding: nosuch\n",
    "null": b"x = 1\0\n",
}
for name, source in files.items():
    with open(os.path.join(root, name + ".py"), "wb") as f:
        f.write(source)
import russian
import western

print(western.text, russian.text)  # expect: €é аб
for name in ["strange", "null"]:
    try:
        __import__(name)
    except SyntaxError as e:
        print(e.msg)
# expect: unknown encoding: nosuch
# expect: source code string cannot contain null bytes
