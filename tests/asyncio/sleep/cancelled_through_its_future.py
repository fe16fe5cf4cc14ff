import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(5))
    await asyncio.sleep(0)
    task._fut_waiter.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e.args, task.cancelled())  # expect: cancelled ('enough',) True

asyncio.run(main())
