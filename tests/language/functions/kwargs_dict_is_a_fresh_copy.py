def f(**kw):
    kw["new"] = 1
    return kw
d = {"a": 0}
print(f(**d), d)  # expect: {'a': 0, 'new': 1} {'a': 0}
