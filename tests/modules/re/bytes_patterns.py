import re
print(re.findall(rb"\d+", b"a12b3"), re.sub(b"a", b"X", b"banana"))  # expect: [b'12', b'3'] b'bXnXnX'
print(re.match(rb"(?P<x>.)", b"q").groupdict())  # expect: {'x': b'q'}
try:
    re.search("a", b"a")
except TypeError as e:
    print(e)  # expect: cannot use a string pattern on a bytes-like object
