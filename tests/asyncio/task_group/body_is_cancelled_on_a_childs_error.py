import asyncio

async def bad():
    raise OSError("disk")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("body cancelled")  # expect: body cancelled
                raise
    except ExceptionGroup as g:
        print(g.exceptions, asyncio.current_task().cancelling())  # expect: (OSError('disk'),) 0

asyncio.run(main())
