import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    try:
        await asyncio.wait(task)
    except TypeError as e:
        print(e)  # expect: expect a list of futures, not Task
    await task

asyncio.run(main())
