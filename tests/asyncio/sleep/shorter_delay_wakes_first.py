import asyncio

async def nap(name, delay):
    await asyncio.sleep(delay)
    print(name)

async def main():
    await asyncio.gather(nap("long", 0.03), nap("short", 0.001), nap("middle", 0.015))

asyncio.run(main())

# expect:
# short
# middle
# long
