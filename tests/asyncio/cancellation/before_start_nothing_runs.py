import asyncio

async def work():
    print("never printed")

async def main():
    task = asyncio.create_task(work())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())  # expect: cancelled True

asyncio.run(main())
