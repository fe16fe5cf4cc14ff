import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result("x")
    print(await asyncio.gather(f, asyncio.sleep(0, "y"), f))  # expect: ['x', 'y', 'x']

asyncio.run(main())
