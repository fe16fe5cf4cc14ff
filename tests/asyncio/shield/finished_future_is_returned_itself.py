import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    print(asyncio.shield(f) is f)  # expect: False
    f.set_result(1)
    print(asyncio.shield(f) is f)  # expect: True

asyncio.run(main())
