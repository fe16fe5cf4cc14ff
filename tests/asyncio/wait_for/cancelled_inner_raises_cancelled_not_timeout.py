import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    asyncio.get_running_loop().call_soon(task.cancel)
    try:
        await asyncio.wait_for(task, 10)
    except asyncio.CancelledError:
        print("cancelled")  # expect: cancelled

asyncio.run(main())
