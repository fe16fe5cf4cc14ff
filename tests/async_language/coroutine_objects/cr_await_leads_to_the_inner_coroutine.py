class Pause:
    def __await__(self): yield
async def inner(): await Pause()
async def middle(): await inner()
async def outer(): await middle()
c = top = outer()
c.send(None)
while hasattr(c, "cr_await"):
    print(c.__name__)
    c = c.cr_await
top.close()
# expect:
# outer
# middle
# inner
