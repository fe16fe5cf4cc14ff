import asyncio

class Slow:
    async def __aenter__(self):
        try:
            await asyncio.sleep(5)
        finally:
            print("aenter left")
    async def __aexit__(self, *exc):
        print("never")

async def use():
    async with Slow():
        print("never")

async def main():
    task = asyncio.create_task(use())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")

asyncio.run(main())

# expect:
# aenter left
# cancelled
