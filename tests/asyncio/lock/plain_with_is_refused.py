import asyncio

async def main():
    try:
        with asyncio.Lock():
            pass
    except TypeError as e:
        print("context manager protocol" in str(e))  # expect: True

asyncio.run(main())
