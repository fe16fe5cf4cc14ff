import asyncio

async def main():
    task = asyncio.current_task()
    print(task.get_name())  # expect: Task-1
    seen = []
    asyncio.get_running_loop().call_soon(lambda: seen.append(asyncio.current_task()))
    await asyncio.sleep(0)
    print(seen)  # expect: [None]

asyncio.run(main())
