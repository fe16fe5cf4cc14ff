import asyncio

async def fail(name, turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise RuntimeError(name)

async def main():
    try:
        await asyncio.gather(fail("slow", 3), fail("fast", 1))
    except RuntimeError as e:
        print(e)  # expect: fast
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("the later error made no noise")  # expect: the later error made no noise

asyncio.run(main())
