import asyncio

cancelled = set()

async def sibling(n):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        cancelled.add(n)
        raise

async def bad():
    await asyncio.sleep(0)
    print("failing")  # expect: failing
    raise OSError("disk")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sibling(1))
            tg.create_task(bad())
            tg.create_task(sibling(2))
    except ExceptionGroup as g:
        print(g.exceptions, cancelled == {1, 2})  # expect: (OSError('disk'),) True

asyncio.run(main())
