import asyncio

async def child():
    try:
        await asyncio.sleep(100)
    finally:
        print("child cancelled")  # expect: child cancelled

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(0)
            raise LookupError("body")
    except ExceptionGroup as g:
        print(g.exceptions)  # expect: (LookupError('body'),)

asyncio.run(main())
