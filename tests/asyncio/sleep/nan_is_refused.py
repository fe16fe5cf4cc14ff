import asyncio

async def main():
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(e)  # expect: Invalid delay: NaN (not a number)

asyncio.run(main())
