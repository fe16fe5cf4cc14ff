import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result("once")
    print([await c for c in asyncio.as_completed([f, f])])  # expect: ['once']

asyncio.run(main())
