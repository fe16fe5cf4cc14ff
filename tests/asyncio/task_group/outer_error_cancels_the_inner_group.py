import asyncio

async def leaf():
    try:
        await asyncio.sleep(100)
    finally:
        print("leaf cancelled")  # expect: leaf cancelled

async def inner():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(leaf())

async def bad():
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    raise ValueError("outer")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(inner())
            tg.create_task(bad())
    except ExceptionGroup as g:
        print(g.exceptions)  # expect: (ValueError('outer'),)

asyncio.run(main())
