import os, tempfile
path = os.path.join(tempfile.mkdtemp(), "f.txt")
with open(path, "w", encoding="utf-8") as f:
    f.write("é€\r\nx\n")
print(open(path, "rb").read())  # expect: b'\xc3\xa9\xe2\x82\xac\r\nx\n'
print(repr(open(path, encoding="utf-8").read()))  # expect: 'é€\nx\n'
print(repr(open(path, encoding="utf-8", newline="").read()))  # expect: 'é€\r\nx\n'
print(repr(open(path, encoding="latin-1").readline()))  # expect: 'Ã©â\x82¬\n'
os.remove(path)
