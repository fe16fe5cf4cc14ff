d = {"a": 1, "b": 2}
print(d.pop("a"), d.pop("z", None), d.pop("z", 0), d)  # expect: 1 None 0 {'b': 2}
try:
    d.pop("a")
except KeyError as e:
    print(repr(e))  # expect: KeyError('a')
