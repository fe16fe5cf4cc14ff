import asyncio

async def child():
    return {}["missing"]

async def main():
    task = asyncio.create_task(child())
    await task

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     await task
# expect stderr:     return {}["missing"]
# expect stderr:            ~~^^^^^^^^^^^
# expect stderr: KeyError: 'missing'
# expect exit: 1
