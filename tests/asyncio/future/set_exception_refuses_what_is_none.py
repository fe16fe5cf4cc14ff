import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    try:
        f.set_exception("text")
    except TypeError as e:
        print(e)  # expect: invalid exception object
    print(f.done())  # expect: False

asyncio.run(main())
