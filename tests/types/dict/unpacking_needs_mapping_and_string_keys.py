def f(**kw): return kw
print(f(**{"a": 1, "b c": 2}))  # expect: {'a': 1, 'b c': 2}
def error(g):
    try:
        g()
    except TypeError as e:
        return str(e)
print(error(lambda: f(**{1: 2})))  # expect: keywords must be strings
print(error(lambda: {**5}))  # expect: 'int' object is not a mapping
print(error(lambda: f(**[1])))  # expect: __main__.f() argument after ** must be a mapping, not list
print(error(lambda: f(a=1, **{"a": 2})))  # expect: __main__.f() got multiple values for keyword argument 'a'
