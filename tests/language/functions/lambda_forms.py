print((lambda: 1)())  # expect: 1
print((lambda x, y=2, *a, k=0, **kw: (x, y, a, k, kw))(1, k=5, z=6))  # expect: (1, 2, (), 5, {'z': 6})
print((lambda *, k: k)(k=3))  # expect: 3
print((lambda x, /: x)(4))  # expect: 4
print((lambda x: lambda y: x + y)(1)(2))  # expect: 3
print((lambda: 0).__name__)  # expect: <lambda>
