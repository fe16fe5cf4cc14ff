import asyncio

async def child():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        try:
            raise OSError("in cleanup")
        except OSError:
            pass
        raise

async def main():
    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel()
    try:
        raise LookupError("outer")
    except LookupError:
        try:
            await task
        except asyncio.CancelledError as e:
            print(repr(e.__context__))  # expect: LookupError('outer')

asyncio.run(main())
