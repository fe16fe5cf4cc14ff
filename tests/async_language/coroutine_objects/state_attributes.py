class Pause:
    def __await__(self): yield
p = Pause()
seen = []
async def f():
    seen.append(c.cr_running)
    await p
c = f()
print(c.cr_running, c.cr_await, c.cr_frame is None, c.cr_code.co_name)  # expect: False None False f
c.send(None)
print(seen, c.cr_running, type(c.cr_await).__name__)  # expect: [True] False generator
c.close()
print(c.cr_await, c.cr_frame is None)  # expect: None True
