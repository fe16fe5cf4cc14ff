class Pause:
    def __await__(self):
        try:
            yield
        finally:
            print("awaitable")  # expect: awaitable
async def inner():
    try:
        await Pause()
    finally:
        print("inner")  # expect: inner
async def outer():
    try:
        await inner()
    finally:
        print("outer")  # expect: outer
c = outer()
c.send(None)
c.close()
