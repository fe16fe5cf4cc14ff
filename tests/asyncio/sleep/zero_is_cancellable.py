import asyncio

async def spin():
    n = 0
    try:
        while True:
            n += 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        print("spun", n)  # expect: spun 5
        raise

async def main():
    task = asyncio.create_task(spin())
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
