import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    done, pending = await asyncio.wait([f], timeout=0)
    print(len(done), len(pending))  # expect: 0 1
    f.set_result(None)
    done, pending = await asyncio.wait([f], timeout=0)
    print(len(done), len(pending))  # expect: 1 0

asyncio.run(main())
