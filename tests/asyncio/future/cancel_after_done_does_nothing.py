import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    print(f.cancel(), f.cancelled(), f.result())  # expect: False False 1

asyncio.run(main())
