import asyncio

async def worker():
    async with asyncio.timeout(50) as t:
        try:
            await asyncio.sleep(100)
        finally:
            print("expired", t.expired())  # expect: expired False

async def main():
    task = asyncio.create_task(worker())
    await asyncio.sleep(0)
    task.cancel("from outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e.args)  # expect: cancelled ('from outside',)

asyncio.run(main())
