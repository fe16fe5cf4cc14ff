import asyncio

async def party(barrier):
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as e:
        print("broken", isinstance(e, RuntimeError))

async def main():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(party(barrier)) for _ in range(2)]
    await asyncio.sleep(0)
    await barrier.abort()
    await asyncio.gather(*tasks)
    print(barrier.broken)
    await party(barrier)

asyncio.run(main())

# expect:
# broken True
# broken True
# True
# broken True
