def outer():
    def inner(a, *, b: int = 1) -> str:
        "what it does"
    return inner
f = outer()
print(f.__name__)  # expect: inner
print(f.__qualname__)  # expect: outer.<locals>.inner
print(f.__doc__)  # expect: what it does
print(f.__module__)  # expect: __main__
print(f.__annotations__)  # expect: {'b': <class 'int'>, 'return': <class 'str'>}
f.tag = 7
print(f.__dict__)  # expect: {'tag': 7}
