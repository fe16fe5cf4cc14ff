import asyncio

async def main():
    q = asyncio.PriorityQueue()
    for item in [(2, "b"), (1, "z"), (3, "a"), (1, "c")]:
        q.put_nowait(item)
    while not q.empty():
        print(await q.get())

asyncio.run(main())

# expect:
# (1, 'c')
# (1, 'z')
# (2, 'b')
# (3, 'a')
