import asyncio


class Manager:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *error):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError as e:
            print("inside", repr(e.__context__))
            raise


async def work():
    async with Manager():
        raise KeyError


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print("outside", repr(e.__context__))


asyncio.run(main())

# expect:
# inside None
# outside KeyError()
