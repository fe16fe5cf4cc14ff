import asyncio

async def bad():
    raise ValueError("bad")

async def main():
    try:
        await asyncio.shield(bad())
    except ValueError as e:
        print(e)  # expect: bad

asyncio.run(main())
