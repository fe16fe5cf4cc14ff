import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    try:
        task.result()
    except asyncio.InvalidStateError as e:
        print(e)  # expect: Result is not set.
    try:
        task.exception()
    except asyncio.InvalidStateError as e:
        print(e)  # expect: Exception is not set.
    await task

asyncio.run(main())
