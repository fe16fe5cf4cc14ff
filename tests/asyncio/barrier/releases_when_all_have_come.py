import asyncio

async def party(n, barrier):
    print("arrives", n)
    index = await barrier.wait()
    print("passes", n, "with", index)

async def main():
    barrier = asyncio.Barrier(3)
    await asyncio.gather(*(party(n, barrier) for n in range(3)))

asyncio.run(main())

# expect:
# arrives 0
# arrives 1
# arrives 2
# passes 2 with 2
# passes 0 with 0
# passes 1 with 1
