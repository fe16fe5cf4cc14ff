import asyncio

class Manager:
    def __init__(self, waits):
        self.waits = waits

    async def __aenter__(self):
        if self.waits:
            await asyncio.sleep(0)
        print("enter")

    async def __aexit__(self, *args):
        print("exit")

async def other(name):
    print(name)

async def main():
    a = asyncio.create_task(other("first other"))
    async with Manager(waits=False):
        pass
    async with Manager(waits=True):
        pass
    await a

asyncio.run(main())

# expect:
# enter
# exit
# first other
# enter
# exit
