import asyncio

async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon(f.set_exception, ValueError("bad"))
    try:
        await f
    except ValueError as e:
        print(e, f.exception() is e)  # expect: bad True

asyncio.run(main())
