import asyncio, sys
async def other():
    try:
        raise KeyError("other")
    except KeyError:
        await asyncio.sleep(0)
async def main():
    task = asyncio.create_task(other())
    try:
        raise ValueError("mine")
    except ValueError:
        await asyncio.sleep(0)
        print(repr(sys.exception()))  # expect: ValueError('mine')
        await task
        print(repr(sys.exception()))  # expect: ValueError('mine')
    print(sys.exception())  # expect: None
asyncio.run(main())
