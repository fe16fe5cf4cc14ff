class Ask:
    def __await__(self): return (yield "ask")
async def gen():
    yield await Ask()
g = gen()
step = g.__anext__()
print(step.send(None))  # expect: ask
try:
    step.send("answer")
except StopIteration as e:
    print(e.value)  # expect: answer
step = g.asend(None)
try:
    step.send(None)
except StopAsyncIteration:
    print("over")  # expect: over
