def g():
    yield 1
    return "result"
it = g()
next(it)
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args)  # expect: result ('result',)
print(StopIteration().value, StopIteration(1, 2).value, StopIteration(None).value)  # expect: None 1 None
