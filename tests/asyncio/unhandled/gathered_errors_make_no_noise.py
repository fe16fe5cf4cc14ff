import asyncio, gc

async def bad(n):
    raise ValueError(n)

async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, c: print("never printed"))
    try:
        await asyncio.gather(bad(1), bad(2), bad(3))
    except ValueError as e:
        print("caught", e)  # expect: caught 1
    await asyncio.sleep(0)
    gc.collect()

asyncio.run(main())
