import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        print("inside", e.args)  # expect: inside ('too slow',)
        raise

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel("too slow")
    try:
        await task
    except asyncio.CancelledError as e:
        print("outside", e.args)  # expect: outside ('too slow',)

asyncio.run(main())
