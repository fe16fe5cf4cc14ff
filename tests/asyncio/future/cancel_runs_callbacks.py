import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda f: print("callback sees cancelled:", f.cancelled()))  # expect: callback sees cancelled: True
    f.cancel()
    await asyncio.sleep(0)

asyncio.run(main())
