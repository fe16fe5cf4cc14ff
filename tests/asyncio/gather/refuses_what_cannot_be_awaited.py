import asyncio

async def main():
    try:
        asyncio.gather(1, 2)
    except TypeError as e:
        print(e)  # expect: An asyncio.Future, a coroutine or an awaitable is required

asyncio.run(main())
