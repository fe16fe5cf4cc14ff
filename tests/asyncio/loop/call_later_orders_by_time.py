import asyncio

async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_later(0.03, done.set_result, None)
    loop.call_later(0.015, print, "second")
    loop.call_later(0.001, print, "first")
    loop.call_soon(print, "soon")
    await done
    print("last")

asyncio.run(main())

# expect:
# soon
# first
# second
# last
