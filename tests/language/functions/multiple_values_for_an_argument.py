def f(a, b=2): pass
try:
    f(1, a=3)
except TypeError as e:
    print(e)  # expect: f() got multiple values for argument 'a'
try:
    f(b=1, **{"b": 2})
except TypeError as e:
    print(e)  # expect: __main__.f() got multiple values for keyword argument 'b'
