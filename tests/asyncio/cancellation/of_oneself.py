import asyncio

async def work():
    asyncio.current_task().cancel("own wish")
    print("still running")  # expect: still running
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("at the next await", e.args)  # expect: at the next await ('own wish',)
        raise

async def main():
    task = asyncio.create_task(work())
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
