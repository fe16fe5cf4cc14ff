async def f(a): pass
try:
    f()
except TypeError as e:
    print(e)  # expect: f() missing 1 required positional argument: 'a'
