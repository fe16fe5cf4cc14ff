import asyncio
async def main():
    n = 0
    async def bump():
        nonlocal n
        n += 1
        await asyncio.sleep(0)
        return lambda: n
    f = await bump()
    g = await bump()
    print(n, f(), g())  # expect: 2 2 2
asyncio.run(main())
