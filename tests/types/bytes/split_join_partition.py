print(b"a,b,c".split(b","), b" a b ".split(), b"a,b,c".rsplit(b",", 1))  # expect: [b'a', b'b', b'c'] [b'a', b'b'] [b'a,b', b'c']
print(b"-".join([b"a", b"b"]), b"a=b".partition(b"="))  # expect: b'a-b' (b'a', b'=', b'b')
print(b"a=b=c".rpartition(b"="), b"a\nb\r\n".splitlines())  # expect: (b'a=b', b'=', b'c') [b'a', b'b']
try:
    b"-".join(["a"])
except TypeError as e:
    print(e)  # expect: sequence item 0: expected a bytes-like object, str found
