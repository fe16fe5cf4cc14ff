import asyncio

class Suppress:
    async def __aenter__(self):
        pass

    async def __aexit__(self, kind, value, tb):
        return kind is asyncio.CancelledError

async def work():
    async with Suppress():
        await asyncio.sleep(100)
    return "went on"

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    print(await task)  # expect: went on

asyncio.run(main())
