import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_exception_handler = lambda context: print("not called")
    await asyncio.sleep(0.01)
    print(await asyncio.create_task(asyncio.sleep(0.01, "slept")))  # expect: slept

asyncio.run(main())
