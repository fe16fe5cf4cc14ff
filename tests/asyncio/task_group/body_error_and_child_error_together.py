import asyncio

async def child():
    try:
        await asyncio.sleep(100)
    finally:
        raise KeyError("child cleanup")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(0)
            raise LookupError("body")
    except ExceptionGroup as g:
        for e in g.exceptions:
            print(repr(e))

asyncio.run(main())

# expect:
# KeyError('child cleanup')
# LookupError('body')
