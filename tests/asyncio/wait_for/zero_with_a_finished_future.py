import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result("ready")
    print(await asyncio.wait_for(f, 0))  # expect: ready
    print(await asyncio.wait_for(f, -1))  # expect: ready

asyncio.run(main())
