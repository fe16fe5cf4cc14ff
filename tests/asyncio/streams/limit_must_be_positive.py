import asyncio

async def main():
    for limit in (0, -1):
        try:
            asyncio.StreamReader(limit)
        except ValueError as e:
            print(e)
    try:
        asyncio.StreamReader("big")
    except TypeError as e:
        print(e)
    print(asyncio.StreamReader(), asyncio.StreamReader(10**30))
    reader = asyncio.StreamReader(float("inf"))
    reader.feed_data(b"x" * 200_000 + b"\n")
    print(len(await reader.readline()))

asyncio.run(main())

# expect:
# Limit cannot be <= 0
# Limit cannot be <= 0
# '<=' not supported between instances of 'str' and 'int'
# <StreamReader> <StreamReader limit=1000000000000000000000000000000>
# 200001
