import asyncio

async def main():
    tg = asyncio.TaskGroup()
    async with tg:
        pass
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(str(e).endswith("has already been entered"))  # expect: True

asyncio.run(main())
