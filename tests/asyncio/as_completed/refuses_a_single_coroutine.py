import asyncio

async def main():
    c = asyncio.sleep(0)
    try:
        asyncio.as_completed(c)
    except TypeError as e:
        print(e)  # expect: expects an iterable of awaitables, not coroutine
    c.close()

asyncio.run(main())
