import asyncio

async def party(barrier):
    try:
        await barrier.wait()
        print("passed")
    except asyncio.BrokenBarrierError:
        print("turned away")

async def main():
    barrier = asyncio.Barrier(2)
    task = asyncio.create_task(party(barrier))
    await asyncio.sleep(0)
    await barrier.reset()
    await task
    print(barrier.broken)
    await asyncio.gather(party(barrier), party(barrier))

asyncio.run(main())

# expect:
# turned away
# False
# passed
# passed
