import asyncio

async def child(n, seen):
    try:
        await asyncio.sleep(100)
    finally:
        seen.append(n)

async def parent():
    seen = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(1, seen))
            tg.create_task(child(2, seen))
    except asyncio.CancelledError as e:
        print("parent cancelled", e.args, "after", sorted(seen))  # expect: parent cancelled ('reason',) after [1, 2]
        raise

async def main():
    task = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel("reason")
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
