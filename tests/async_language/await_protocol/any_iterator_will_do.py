class A:
    def __await__(self): return iter(["one", "two"])
async def f(): return await A()
c = f()
print(c.send(None), c.send(None))  # expect: one two
try:
    c.send(None)
except StopIteration as e:
    print(e.value)  # expect: None
