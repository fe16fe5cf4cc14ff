b = b"hello hello"
print(b.find(b"l"), b.rfind(b"l"), b.find(b"z"), b.index(b"o"))  # expect: 2 9 -1 4
print(b.count(b"l"), b.find(108), b.count(b""))  # expect: 4 2 12
try:
    b.index(b"z")
except ValueError as e:
    print(e)  # expect: subsection not found
try:
    b.find("l")
except TypeError as e:
    print(e)  # expect: argument should be integer or bytes-like object, not 'str'
