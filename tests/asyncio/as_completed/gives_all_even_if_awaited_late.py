import asyncio

async def main():
    coros = list(asyncio.as_completed([asyncio.sleep(0, n) for n in range(3)]))
    for _ in range(5):
        await asyncio.sleep(0)
    print(sorted([await c for c in coros]))  # expect: [0, 1, 2]

asyncio.run(main())
