async def f():
    print("body")
    return 5
c = f()
print(type(c).__name__, c.__name__, c.__qualname__)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
# expect:
# coroutine f f
# body
# 5
