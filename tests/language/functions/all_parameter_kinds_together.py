def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4))  # expect: (1, 2, 3, (), 4, 5, {})
print(f(1, 20, 30, 40, 50, d=4, z=6))  # expect: (1, 20, 30, (40, 50), 4, 5, {'z': 6})
print(f(1, d=4, c=33, b="free"))  # expect: (1, 2, 33, (), 4, 5, {'b': 'free'})
