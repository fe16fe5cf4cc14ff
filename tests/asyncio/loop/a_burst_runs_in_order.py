import asyncio

async def main():
    loop = asyncio.get_running_loop()
    seen = []
    for i in range(10_000):
        loop.call_soon(seen.append, i)
    await asyncio.sleep(0)
    print(seen == list(range(10_000)))  # expect: True

asyncio.run(main())
