import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    try:
        await asyncio.wait([task], return_when="SOMETIME")
    except ValueError as e:
        print(e)  # expect: Invalid return_when value: SOMETIME
    print(asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)  # expect: FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED

asyncio.run(main())
