class Pause:
    def __await__(self): yield
async def inner(): await Pause()
i = inner()
async def outer(): await i
a, b = outer(), outer()
a.send(None)
try:
    b.send(None)
except RuntimeError as e:
    print(e)  # expect: coroutine is being awaited already
a.close()
