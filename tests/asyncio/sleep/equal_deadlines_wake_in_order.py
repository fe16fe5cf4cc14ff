import asyncio

async def nap(name, when):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_at(when, future.set_result, name)
    print(await future)

async def main():
    when = asyncio.get_running_loop().time() + 0.005
    await asyncio.gather(nap("first", when), nap("second", when), nap("third", when))

asyncio.run(main())

# expect:
# first
# second
# third
