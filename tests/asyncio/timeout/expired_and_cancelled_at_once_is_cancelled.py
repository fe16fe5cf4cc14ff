import asyncio

async def worker():
    async with asyncio.timeout(0) as t:
        asyncio.get_running_loop().call_soon(asyncio.current_task().cancel)
        await asyncio.sleep(100)

async def main():
    task = asyncio.create_task(worker())
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
