import asyncio

async def main():
    g = asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    print(asyncio.isfuture(g), asyncio.iscoroutine(g))  # expect: True False
    print(await g)  # expect: [None, None]
    print(g.result())  # expect: [None, None]

asyncio.run(main())
