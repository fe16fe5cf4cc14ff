import asyncio

async def child():
    return asyncio.current_task().get_name()

async def main():
    tasks = [asyncio.create_task(child()) for _ in range(3)]
    for task in tasks:
        print(task.get_name(), await task)

asyncio.run(main())

# expect:
# Task-2 Task-2
# Task-3 Task-3
# Task-4 Task-4
