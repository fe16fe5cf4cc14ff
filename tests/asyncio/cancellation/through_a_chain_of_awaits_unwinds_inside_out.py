import asyncio

async def level(n):
    try:
        if n:
            await level(n - 1)
        else:
            await asyncio.sleep(100)
    finally:
        print("level", n)

async def main():
    task = asyncio.create_task(level(3))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())

# expect:
# level 0
# level 1
# level 2
# level 3
