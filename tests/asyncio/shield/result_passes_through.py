import asyncio

async def main():
    print(await asyncio.shield(asyncio.sleep(0, "value")))  # expect: value

asyncio.run(main())
