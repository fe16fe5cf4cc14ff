import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    done, pending = await asyncio.wait([f, f, f])
    print(len(done), len(pending))  # expect: 1 0

asyncio.run(main())
