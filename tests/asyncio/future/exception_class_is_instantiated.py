import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(KeyError)
    print(repr(f.exception()))  # expect: KeyError()

asyncio.run(main())
