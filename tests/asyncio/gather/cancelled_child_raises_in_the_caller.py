import asyncio

async def main():
    child = asyncio.create_task(asyncio.sleep(100))
    asyncio.get_running_loop().call_soon(child.cancel)
    try:
        await asyncio.gather(child, asyncio.sleep(0))
    except asyncio.CancelledError:
        print("cancelled", asyncio.current_task().cancelling())  # expect: cancelled 0

asyncio.run(main())
