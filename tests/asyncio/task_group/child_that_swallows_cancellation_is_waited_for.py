import asyncio

async def stubborn():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        for _ in range(3):
            await asyncio.sleep(0)
        print("stubborn finished")  # expect: stubborn finished

async def bad():
    raise ValueError("bad")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(stubborn())
            await asyncio.sleep(0)
            tg.create_task(bad())
    except ExceptionGroup as g:
        print(g.exceptions)  # expect: (ValueError('bad'),)

asyncio.run(main())
