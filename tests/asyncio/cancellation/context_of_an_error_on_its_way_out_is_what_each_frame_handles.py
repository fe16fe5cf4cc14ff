import asyncio


async def inner():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise ValueError


async def outer():
    try:
        raise KeyError
    except KeyError:
        await inner()


async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except ValueError as e:
        print(repr(e.__context__), e.__context__.__context__)


asyncio.run(main())

# expect:
# KeyError() None
