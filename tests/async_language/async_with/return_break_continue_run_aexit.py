import asyncio
class M:
    async def __aenter__(self): pass
    async def __aexit__(self, *a):
        await asyncio.sleep(0)
        print("exit", a)
async def f():
    for i in range(3):
        async with M():
            if i == 0: continue
            if i == 1: break
    async with M():
        return "returned"
print(asyncio.run(f()))
# expect:
# exit (None, None, None)
# exit (None, None, None)
# exit (None, None, None)
# returned
