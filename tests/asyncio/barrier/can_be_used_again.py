import asyncio

async def party(name, barrier):
    for step in range(2):
        print(name, step)
        await barrier.wait()

async def main():
    barrier = asyncio.Barrier(2)
    await asyncio.gather(party("a", barrier), party("b", barrier))
    print("both done")

asyncio.run(main())

# expect:
# a 0
# b 0
# b 1
# a 1
# both done
