class Ask:
    def __init__(self, q): self.q = q
    def __await__(self): return (yield self.q)
async def f():
    a = await Ask("first")
    b = await Ask("second")
    return a + b
c = f()
print(c.send(None), c.send("x"))  # expect: first second
try:
    c.send("y")
except StopIteration as e:
    print(e.value)  # expect: xy
