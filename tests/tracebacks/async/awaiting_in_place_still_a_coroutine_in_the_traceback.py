import asyncio, traceback

async def inner():
    await asyncio.sleep(0)
    raise ValueError("deep")

async def outer():
    await inner()

async def main():
    try:
        await outer()
    except ValueError as e:
        print([f.name for f in traceback.extract_tb(e.__traceback__)])  # expect: ['main', 'outer', 'inner']

asyncio.run(main())
