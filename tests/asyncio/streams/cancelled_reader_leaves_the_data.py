import asyncio

async def main():
    for start in ("read", "readline", "readexactly", "readuntil"):
        reader = asyncio.StreamReader()
        args = {"read": (10,), "readexactly": (5,), "readuntil": (b"\n",)}.get(start, ())
        task = asyncio.create_task(getattr(reader, start)(*args))
        await asyncio.sleep(0)
        if start != "read":
            reader.feed_data(b"abc")
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print(start, "cancelled", reader._waiter)
        reader.feed_data(b"d\n")
        print(await reader.readline())

asyncio.run(main())

# expect:
# read cancelled None
# b'd\n'
# readline cancelled None
# b'abcd\n'
# readexactly cancelled None
# b'abcd\n'
# readuntil cancelled None
# b'abcd\n'
