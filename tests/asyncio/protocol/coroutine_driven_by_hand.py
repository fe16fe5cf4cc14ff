class Wait:
    def __await__(self):
        return (yield "need")

async def work():
    x = await Wait()
    y = await Wait()
    return x + y

c = work()
print(c.send(None))  # expect: need
print(c.send(20))  # expect: need
try:
    c.send(22)
except StopIteration as e:
    print("returned", e.value)  # expect: returned 42
