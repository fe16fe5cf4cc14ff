import types
@types.coroutine
def pause(v):
    got = yield v
    return got * 2
async def f(): return await pause("p")
c = f()
print(c.send(None))  # expect: p
try:
    c.send(21)
except StopIteration as e:
    print(e.value)  # expect: 42
