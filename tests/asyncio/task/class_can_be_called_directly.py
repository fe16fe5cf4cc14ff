import asyncio

async def work():
    return "direct"

async def main():
    task = asyncio.Task(work(), name="own")
    print(task.get_name(), await task)  # expect: own direct

asyncio.run(main())
