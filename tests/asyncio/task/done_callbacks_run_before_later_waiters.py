import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(lambda t: print("callback one"))  # expect: callback one
    waiter = asyncio.create_task(asyncio.wait([task]))
    await asyncio.sleep(0)
    task.add_done_callback(lambda t: print("callback two"))  # expect: callback two
    await waiter
    print("waiter woke")  # expect: waiter woke

asyncio.run(main())
