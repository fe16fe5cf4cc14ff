import asyncio

async def main():
    c = asyncio.sleep(0)
    try:
        await asyncio.wait([c])
    except TypeError as e:
        print(e)  # expect: Passing coroutines is forbidden, use tasks explicitly.
    c.close()

asyncio.run(main())
