import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    try:
        f.result()
    except asyncio.InvalidStateError as e:
        print(e)  # expect: Result is not set.
    try:
        f.exception()
    except asyncio.InvalidStateError as e:
        print(e)  # expect: Exception is not set.

asyncio.run(main())
