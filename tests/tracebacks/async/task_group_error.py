import asyncio

async def child(n):
    raise ValueError(n)

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(1))
        tg.create_task(child(2))

asyncio.run(main())

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     asyncio.run(main())
# expect stderr:   |     ~~~~~~~~~~~^^^^^^^^
# expect stderr:   |     async with asyncio.TaskGroup() as tg:
# expect stderr:   |                ~~~~~~~~~~~~~~~~~^^
# expect stderr:   | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise ValueError(n)
# expect stderr:     | ValueError: 1
# expect stderr:     +---------------- 2 ----------------
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise ValueError(n)
# expect stderr:     | ValueError: 2
# expect stderr:     +------------------------------------
# expect exit: 1
