def g():
    try:
        yield 1
    finally:
        raise KeyError("in cleanup")
it = g()
next(it)
try:
    it.close()
except KeyError as e:
    print(e, type(e.__context__).__name__)  # expect: 'in cleanup' GeneratorExit
