import asyncio

class Awaitable:
    def __await__(self):
        return "own"
        yield

async def coro():
    return "coroutine"

async def main():
    f = asyncio.get_running_loop().create_future()
    print(asyncio.ensure_future(f) is f)  # expect: True
    t = asyncio.ensure_future(coro())
    print(isinstance(t, asyncio.Task), asyncio.ensure_future(t) is t, await t)  # expect: True True coroutine
    print(await asyncio.ensure_future(Awaitable()))  # expect: own

asyncio.run(main())
