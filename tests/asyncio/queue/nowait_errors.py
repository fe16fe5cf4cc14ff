import asyncio

async def main():
    q = asyncio.Queue(1)
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))  # expect: QueueEmpty()
    q.put_nowait(1)
    try:
        q.put_nowait(2)
    except asyncio.QueueFull as e:
        print(repr(e))  # expect: QueueFull()
    print(q.get_nowait())  # expect: 1

asyncio.run(main())
