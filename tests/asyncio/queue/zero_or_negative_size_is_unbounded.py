import asyncio

async def main():
    for size in (0, -1):
        q = asyncio.Queue(size)
        for n in range(100):
            q.put_nowait(n)
        print(q.maxsize, q.full(), q.qsize())

asyncio.run(main())

# expect:
# 0 False 100
# -1 False 100
