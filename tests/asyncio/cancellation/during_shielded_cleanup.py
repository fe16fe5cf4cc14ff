import asyncio

async def flush():
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("flushed")

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        cleanup = asyncio.create_task(flush())
        try:
            await asyncio.shield(cleanup)
        except asyncio.CancelledError:
            print("cancelled again, cleanup goes on")
            await cleanup
            raise

async def main():
    task = asyncio.create_task(work())
    for _ in range(2):
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# cancelled again, cleanup goes on
# flushed
# True
