import asyncio

def show(q):
    print(repr(q).partition(" maxsize")[2])

async def main():
    q = asyncio.Queue(2)
    show(q)
    q.put_nowait("a")
    show(q)
    q.get_nowait()
    task = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    show(q)
    task.cancel()

asyncio.run(main())

# expect:
# =2>
# =2 _queue=['a'] tasks=1>
# =2 _getters[1] tasks=1>
