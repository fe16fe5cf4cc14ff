import asyncio

async def work(f):
    try:
        print("result", await f)
    except asyncio.CancelledError:
        print("cancelled though the result was there", f.result())  # expect: cancelled though the result was there x
        raise

async def main():
    f = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work(f))
    await asyncio.sleep(0)
    f.set_result("x")
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
