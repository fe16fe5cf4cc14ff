import asyncio

async def work(name):
    for n in range(2):
        print(name, n)
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(asyncio.wait_for(work("limited"), 5), work("plain"))

asyncio.run(main())

# expect:
# limited 0
# plain 0
# limited 1
# plain 1
