import asyncio
async def adder():
    total = 0
    while True:
        total += (yield total)
        await asyncio.sleep(0)
async def main():
    a, b = adder(), adder()
    await anext(a), await anext(b)
    print(await a.asend(1), await b.asend(10), await a.asend(2), await b.asend(20))  # expect: 1 10 3 30
    await a.aclose(), await b.aclose()
asyncio.run(main())
