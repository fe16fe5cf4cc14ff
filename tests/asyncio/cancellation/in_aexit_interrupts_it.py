import asyncio

class Manager:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *args):
        try:
            await asyncio.sleep(100)
        finally:
            print("exit interrupted", args)

async def work():
    async with Manager():
        print("body")

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# body
# exit interrupted (None, None, None)
# True
