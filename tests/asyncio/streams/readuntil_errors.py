import asyncio

async def attempt(coroutine):
    try:
        print(await coroutine)
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "partial", ""), getattr(e, "consumed", ""))

async def main():
    reader = asyncio.StreamReader(limit=5)
    await attempt(reader.readuntil(b""))
    await attempt(reader.readuntil(()))
    await attempt(reader.readuntil((b"a", b"")))
    reader.feed_data(b"123456789")
    await attempt(reader.readuntil("text"))
    await attempt(reader.readuntil(b"END"))
    reader.feed_data(b"END")
    await attempt(reader.readuntil(b"END"))
    print(reader)
    reader.feed_eof()
    print(await reader.readexactly(12))
    await attempt(reader.readuntil(b"END"))

asyncio.run(main())

# expect:
# ValueError Separator should be at least one-byte string  
# ValueError Separator should contain at least one element  
# ValueError Separator should be at least one-byte string  
# TypeError argument should be integer or bytes-like object, not 'str'  
# LimitOverrunError Separator is not found, and chunk exceed the limit  7
# LimitOverrunError Separator is found, but chunk is longer than limit  9
# <StreamReader 12 bytes limit=5>
# b'123456789END'
# IncompleteReadError 0 bytes read on a total of undefined expected bytes b'' 
