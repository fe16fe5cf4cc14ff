def g():
    try:
        yield 1
    finally:
        return "kept"
it = g()
next(it)
try:
    it.throw(ValueError)
except StopIteration as e:
    print(e.value)  # expect: kept
