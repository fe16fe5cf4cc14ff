import asyncio
async def gen(name):
    for i in range(2):
        await asyncio.sleep(0)
        yield name + str(i)
async def use(name):
    async for x in gen(name): print(x)
async def main():
    await asyncio.gather(use("a"), use("b"))
asyncio.run(main())
# expect:
# a0
# b0
# a1
# b1
