import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("refused", asyncio.current_task().uncancel())  # expect: refused 0
    try:
        async with asyncio.timeout(0.002):
            await asyncio.sleep(100)
    except TimeoutError:
        print("timeout")  # expect: timeout

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await task

asyncio.run(main())
