import asyncio

async def bad(e):
    raise e

async def inner():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(bad(ValueError("inner")))

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(inner())
            tg.create_task(bad(KeyError("outer")))
    except ExceptionGroup as g:
        for e in g.exceptions:
            print(repr(e))

asyncio.run(main())

# expect:
# KeyError('outer')
# ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner')])
