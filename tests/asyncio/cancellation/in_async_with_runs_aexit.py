import asyncio

class Manager:
    async def __aenter__(self):
        print("enter")  # expect: enter

    async def __aexit__(self, kind, value, tb):
        print("exit", kind.__name__)  # expect: exit CancelledError
        await asyncio.sleep(0)
        print("exit finished")  # expect: exit finished

async def work():
    async with Manager():
        await asyncio.sleep(100)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())  # expect: True

asyncio.run(main())
