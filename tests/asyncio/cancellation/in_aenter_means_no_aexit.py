import asyncio

class Manager:
    async def __aenter__(self):
        try:
            await asyncio.sleep(100)
        finally:
            print("enter interrupted")  # expect: enter interrupted

    async def __aexit__(self, *args):
        print("never printed")

async def work():
    async with Manager():
        pass

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
