import asyncio, sys

class Manager:
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", sys.exception())
    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        print("exit", repr(sys.exception()))
        return True

async def main():
    try:
        raise KeyError(1)
    except KeyError:
        async with Manager():
            print("body", repr(sys.exception()))
        async with Manager():
            raise ValueError(2)
        print("after", repr(sys.exception()))

asyncio.run(main())

# expect:
# enter 1
# body KeyError(1)
# exit KeyError(1)
# enter 1
# exit ValueError(2)
# after KeyError(1)
