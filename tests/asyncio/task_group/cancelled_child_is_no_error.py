import asyncio

async def main():
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(asyncio.sleep(100))
        other = tg.create_task(asyncio.sleep(0, "fine"))
        await asyncio.sleep(0)
        task.cancel()
    print(task.cancelled(), other.result())  # expect: True fine

asyncio.run(main())
