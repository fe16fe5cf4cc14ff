d = {"a": 1}
try:
    d["b"]
except KeyError as e:
    print(e, repr(e), e.args)  # expect: 'b' KeyError('b') ('b',)
try:
    del d[("x", 1)]
except KeyError as e:
    print(e)  # expect: ('x', 1)
d[5]  # expect error: KeyError: 5
