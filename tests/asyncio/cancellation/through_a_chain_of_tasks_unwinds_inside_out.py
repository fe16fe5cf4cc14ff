import asyncio

async def level(n):
    try:
        if n:
            await asyncio.create_task(level(n - 1))
        else:
            await asyncio.Event().wait()
    finally:
        print("level", n)

async def main():
    task = asyncio.create_task(level(3))
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# level 0
# level 1
# level 2
# level 3
# True
