import asyncio
async def gen():
    print("start")
    yield 1
async def main():
    g = gen()
    print("made", type(g).__name__)
    step = anext(g)
    print("step made")
    print(await step)
asyncio.run(main())
# expect:
# made async_generator
# step made
# start
# 1
