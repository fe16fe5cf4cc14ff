import asyncio

async def work(f):
    try:
        await f
        return "result"
    except asyncio.CancelledError:
        return "cancelled"

async def main():
    f = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work(f))
    await asyncio.sleep(0)
    f.set_result(None)
    task.cancel()
    print(f.cancelled(), await task)  # expect: False cancelled

asyncio.run(main())
