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
    task.cancel()
    if not f.done():
        f.set_result(None)
    print(f.cancelled(), await task)  # expect: True cancelled

asyncio.run(main())
