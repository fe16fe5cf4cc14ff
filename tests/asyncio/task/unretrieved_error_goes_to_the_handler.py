import asyncio, gc

async def bad():
    raise ValueError("nobody looked")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(
        lambda loop, c: print(c["message"], repr(c["exception"]), type(c["future"]).__name__))
    asyncio.create_task(bad())
    await asyncio.sleep(0)
    gc.collect()
    print("main goes on")

asyncio.run(main())

# expect:
# Task exception was never retrieved ValueError('nobody looked') Task
# main goes on
