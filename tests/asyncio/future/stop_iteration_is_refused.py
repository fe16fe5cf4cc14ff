import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(StopIteration(1))
    e = f.exception()
    print(type(e).__name__, e, repr(e.__cause__))

asyncio.run(main())

# expect:
# RuntimeError StopIteration interacts badly with generators and cannot be raised into a Future StopIteration(1)
