def f(a, b=1, *, c=2):
    return a, b, c
print(f.__defaults__, f.__kwdefaults__)  # expect: (1,) {'c': 2}
f.__defaults__ = (7, 8)
f.__kwdefaults__ = {"c": 9}
print(f())  # expect: (7, 8, 9)
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)  # expect: f() missing 2 required positional arguments: 'a' and 'b'
