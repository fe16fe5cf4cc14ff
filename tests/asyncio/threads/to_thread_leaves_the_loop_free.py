import asyncio, time

async def main():
    ticks = 0
    blocking = asyncio.create_task(asyncio.to_thread(time.sleep, 0.06))
    while not blocking.done():
        await asyncio.sleep(0.005)
        ticks += 1
    print(ticks > 3)  # expect: True

asyncio.run(main())
