class Pause:
    def __await__(self): yield
async def gen():
    await Pause()
    yield 1
g = gen()
print(g.ag_running, g.ag_await, g.ag_frame is None, g.__name__, g.ag_code.co_name)  # expect: False None False gen gen
step = anext(g)
step.send(None)
print(g.ag_running, type(g.ag_await).__name__)  # expect: True generator
try:
    step.send(None)
except StopIteration:
    print(g.ag_running, g.ag_await)  # expect: False None
