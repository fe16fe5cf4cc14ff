def f(a=0, **kw):
    return a, list(kw.items())
print(f(z=1, a=2, b=3, **{"y": 4, "odd name": 5}))  # expect: (2, [('z', 1), ('b', 3), ('y', 4), ('odd name', 5)])
