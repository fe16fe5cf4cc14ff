import asyncio

async def party(name, barrier):
    async with barrier as index:
        print(name, index)

async def main():
    barrier = asyncio.Barrier(2)
    await asyncio.gather(party("a", barrier), party("b", barrier))

asyncio.run(main())

# expect:
# b 1
# a 0
