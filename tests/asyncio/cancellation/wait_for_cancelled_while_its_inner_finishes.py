import asyncio

async def work(f):
    await f
    print("inner finished")

async def main():
    f = asyncio.get_running_loop().create_future()
    inner = asyncio.create_task(work(f))
    outer = asyncio.create_task(asyncio.wait_for(inner, 10))
    await asyncio.sleep(0)
    f.set_result(None)
    outer.cancel()
    await asyncio.wait([inner, outer])
    print(inner.cancelled(), outer.cancelled())  # expect: True True

asyncio.run(main())
