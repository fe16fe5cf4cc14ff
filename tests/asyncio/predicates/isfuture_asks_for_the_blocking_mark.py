import asyncio

class Looks:
    _asyncio_future_blocking = False

async def main():
    f = asyncio.get_running_loop().create_future()
    print(asyncio.isfuture(f), asyncio.isfuture(Looks()), asyncio.isfuture(42), asyncio.isfuture(asyncio.Future))

asyncio.run(main())

# expect:
# True True False False
