class Pause:
    def __await__(self):
        try:
            yield "paused"
        except ValueError as e:
            return "recovered from " + str(e)
async def inner(): return await Pause()
async def outer(): return "outer: " + await inner()
c = outer()
print(c.send(None))  # expect: paused
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)  # expect: outer: recovered from v
