async def f(): return 7
w = f().__await__()
print(type(w).__name__, iter(w) is w)  # expect: coroutine_wrapper True
try:
    next(w)
except StopIteration as e:
    print(e.value)  # expect: 7
