import asyncio

async def main():
    loop = asyncio.get_running_loop()
    a = loop.call_soon(print, "never printed")
    b = loop.call_soon(print, "printed")
    a.cancel()
    print(a.cancelled(), b.cancelled())
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# True False
# printed
