import asyncio

class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "own"

async def coro():
    return "coroutine"

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result("future")
    print(await asyncio.gather(Awaitable(), coro(), f, asyncio.create_task(coro())))  # expect: ['own', 'coroutine', 'future', 'coroutine']

asyncio.run(main())
