import asyncio

async def main():
    reader = asyncio.StreamReader(limit=4)
    reader.feed_data(b"12345\nnext\n")
    try:
        await reader.readline()
    except ValueError as e:
        print(e, type(e.__context__).__name__, e.__context__.consumed)
    print(await reader.readline())
    # Without a newline everything is dropped.
    reader.feed_data(b"123456789")
    try:
        await reader.readline()
    except ValueError as e:
        print(e)
    print(reader)
    # Exactly the limit is allowed.
    reader.feed_data(b"1234\n")
    print(await reader.readline())

asyncio.run(main())

# expect:
# Separator is found, but chunk is longer than limit LimitOverrunError 5
# b'next\n'
# Separator is not found, and chunk exceed the limit
# <StreamReader limit=4>
# b'1234\n'
