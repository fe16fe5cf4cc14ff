import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        for n in range(3):
            await asyncio.sleep(0)
            print("cleanup", n)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled at last")

asyncio.run(main())

# expect:
# cleanup 0
# cleanup 1
# cleanup 2
# cancelled at last
