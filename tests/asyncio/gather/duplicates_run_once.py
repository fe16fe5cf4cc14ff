import asyncio

async def child():
    print("child runs")  # expect: child runs
    return object()

async def main():
    c = child()
    a, b = await asyncio.gather(c, c)
    print(a is b)  # expect: True

asyncio.run(main())
