import asyncio

async def bad():
    raise ValueError("bad")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
    except ExceptionGroup as g:
        print(g)  # expect: unhandled errors in a TaskGroup (1 sub-exception)
        print(g.exceptions)  # expect: (ValueError('bad'),)

asyncio.run(main())
