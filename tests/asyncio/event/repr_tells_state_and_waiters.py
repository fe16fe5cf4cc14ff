import asyncio

def show(event):
    print(repr(event).partition(" [")[2].rstrip(">"))

async def main():
    event = asyncio.Event()
    show(event)
    task = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    show(event)
    event.set()
    show(event)
    await task
    show(event)

asyncio.run(main())

# expect:
# unset]
# unset, waiters:1]
# set, waiters:1]
# set]
