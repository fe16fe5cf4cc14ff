import asyncio

async def main():
    print(await asyncio.sleep(0, "zero"))  # expect: zero
    print(await asyncio.sleep(0.001, result="later"))  # expect: later
    print(await asyncio.sleep(0))  # expect: None
    print(await asyncio.sleep(-1, [1, 2]))  # expect: [1, 2]

asyncio.run(main())
