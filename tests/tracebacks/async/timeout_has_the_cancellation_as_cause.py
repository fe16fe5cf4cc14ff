import asyncio

async def main():
    async with asyncio.timeout(0.002):
        await asyncio.Event().wait()

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     await asyncio.Event().wait()
# expect stderr: asyncio.exceptions.CancelledError
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     async with asyncio.timeout(0.002):
# expect stderr:                ~~~~~~~~~~~~~~~^^^^^^^
# expect stderr: TimeoutError
# expect exit: 1
