import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        print("inner ends")  # expect: inner ends

async def waiter():
    try:
        await asyncio.wait_for(work(), 50)
    except asyncio.CancelledError:
        print("waiter cancelled")  # expect: waiter cancelled
        raise

async def main():
    task = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
