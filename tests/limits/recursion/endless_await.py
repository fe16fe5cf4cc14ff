import asyncio

async def f():
    await f()

async def main():
    try:
        await f()
    except RecursionError:
        print("RecursionError")  # expect: RecursionError
    await asyncio.sleep(0)
    print("went on")  # expect: went on

asyncio.run(main())
