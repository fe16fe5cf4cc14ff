import asyncio
async def gen():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("cleanup")  # expect: cleanup
async def main():
    g = gen()
    await anext(g)
    print(await g.aclose())  # expect: None
    await g.aclose()
    print(await anext(g, "over"))  # expect: over
    fresh = gen()
    await fresh.aclose()
    print("fresh closed silently")  # expect: fresh closed silently
asyncio.run(main())
