import asyncio, gc

async def bad():
    raise ValueError("looked at")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print("never printed"))
    task = asyncio.create_task(bad())
    await asyncio.sleep(0)
    print(repr(task.exception()))  # expect: ValueError('looked at')
    del task
    gc.collect()

asyncio.run(main())
