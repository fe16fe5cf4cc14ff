import asyncio

async def main():
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_soon(lambda: handles[0].cancel())
    handles.append(loop.call_soon(print, "never printed"))
    loop.call_soon(print, "third")
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# third
