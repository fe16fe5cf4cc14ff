import asyncio

async def main():
    try:
        await asyncio.wait([])
    except ValueError as e:
        print(e)  # expect: Set of Tasks/Futures is empty.

asyncio.run(main())
