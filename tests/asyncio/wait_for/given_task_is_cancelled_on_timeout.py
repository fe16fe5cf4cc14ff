import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    try:
        await asyncio.wait_for(task, 0.005)
    except TimeoutError:
        print(task.cancelled())  # expect: True

asyncio.run(main())
