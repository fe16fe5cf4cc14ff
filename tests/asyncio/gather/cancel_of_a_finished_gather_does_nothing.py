import asyncio

async def main():
    g = asyncio.gather(asyncio.sleep(0, 1))
    print(await g)  # expect: [1]
    print(g.cancel(), g.cancelled())  # expect: False False

asyncio.run(main())
