import asyncio

async def main():
    asyncio.current_task().cancel("closing time")
    await asyncio.sleep(1)

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     await asyncio.sleep(1)
# expect stderr: asyncio.exceptions.CancelledError: closing time
# expect exit: 1
