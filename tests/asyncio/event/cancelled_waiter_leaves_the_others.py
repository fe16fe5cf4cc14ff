import asyncio

async def waiter(name, event):
    await event.wait()
    print(name)

async def main():
    event = asyncio.Event()
    a, b, c = [asyncio.create_task(waiter(n, event)) for n in "abc"]
    await asyncio.sleep(0)
    b.cancel()
    await asyncio.sleep(0)
    event.set()
    await asyncio.wait([a, b, c])
    print(b.cancelled())

asyncio.run(main())

# expect:
# a
# c
# True
