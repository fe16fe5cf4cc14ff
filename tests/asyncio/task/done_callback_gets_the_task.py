import asyncio

async def work():
    return "result"

async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(lambda t: print(t is task, t.result()))  # expect: True result
    await task
    print("awaited")  # expect: awaited

asyncio.run(main())
