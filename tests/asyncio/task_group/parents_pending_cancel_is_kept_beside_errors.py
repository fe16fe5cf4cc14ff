import asyncio

async def bad():
    raise ValueError("bad")

async def main():
    task = asyncio.current_task()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            task.cancel()
            await asyncio.sleep(1)
    except ExceptionGroup as g:
        print(g.exceptions, task.cancelling())  # expect: (ValueError('bad'),) 1
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            print("cancellation delivered at the next await")  # expect: cancellation delivered at the next await
            task.uncancel()

asyncio.run(main())
