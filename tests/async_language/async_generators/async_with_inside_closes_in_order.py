import asyncio
class M:
    async def __aenter__(self): print("enter")
    async def __aexit__(self, t, *a):
        await asyncio.sleep(0)
        print("exit", t and t.__name__)
async def gen():
    async with M():
        yield 1
        yield 2
async def main():
    g = gen()
    print(await anext(g))
    await g.aclose()
    print([x async for x in gen()])
asyncio.run(main())
# expect:
# enter
# 1
# exit GeneratorExit
# enter
# exit None
# [1, 2]
