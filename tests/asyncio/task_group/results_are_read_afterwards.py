import asyncio

async def square(n):
    await asyncio.sleep(0)
    return n * n

async def main():
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(square(n)) for n in range(4)]
    print([t.result() for t in tasks])  # expect: [0, 1, 4, 9]

asyncio.run(main())
