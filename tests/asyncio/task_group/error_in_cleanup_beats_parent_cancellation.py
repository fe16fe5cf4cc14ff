import asyncio

async def child():
    try:
        await asyncio.sleep(100)
    finally:
        raise OSError("cleanup")

async def parent():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child())

async def main():
    task = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except ExceptionGroup as g:
        print(g.exceptions, task.cancelled(), task.cancelling())  # expect: (OSError('cleanup'),) False 1

asyncio.run(main())
