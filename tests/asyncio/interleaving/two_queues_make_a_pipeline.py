import asyncio

async def source(out):
    for n in range(3):
        print("source", n)
        await out.put(n)
    await out.put(None)

async def double(inp, out):
    while (n := await inp.get()) is not None:
        print("double", n)
        await out.put(n * 2)
    await out.put(None)

async def sink(inp):
    while (n := await inp.get()) is not None:
        print("sink", n)

async def main():
    a, b = asyncio.Queue(1), asyncio.Queue(1)
    await asyncio.gather(source(a), double(a, b), sink(b))

asyncio.run(main())

# expect:
# source 0
# source 1
# double 0
# sink 0
# source 2
# double 1
# sink 2
# double 2
# sink 4
