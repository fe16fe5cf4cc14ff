import asyncio

async def work():
    raise StopIteration("x")

async def main():
    try:
        await asyncio.create_task(work())
    except RuntimeError as e:
        print(e, repr(e.__cause__))  # expect: coroutine raised StopIteration StopIteration('x')

asyncio.run(main())
