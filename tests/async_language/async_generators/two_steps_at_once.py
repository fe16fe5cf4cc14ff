class Pause:
    def __await__(self): yield
async def gen():
    await Pause()
    yield 1
g = gen()
a, b = anext(g), anext(g)
a.send(None)
try:
    b.send(None)
except RuntimeError as e:
    print(e)  # expect: anext(): asynchronous generator is already running
