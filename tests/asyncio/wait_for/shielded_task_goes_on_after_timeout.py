import asyncio

async def work():
    await asyncio.sleep(0.02)
    return "finished"

async def main():
    task = asyncio.create_task(work())
    try:
        await asyncio.wait_for(asyncio.shield(task), 0.002)
    except TimeoutError:
        print("timeout", task.done())  # expect: timeout False
    print(await task)  # expect: finished

asyncio.run(main())
