import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"beginning ")
    try:
        async with asyncio.timeout(0.001):
            await reader.readline()
    except TimeoutError:
        print("timed out")
    reader.feed_data(b"and end\n")
    print(await reader.readline())

asyncio.run(main())

# expect:
# timed out
# b'beginning and end\n'
