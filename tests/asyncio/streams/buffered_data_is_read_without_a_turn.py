import asyncio

async def other(log):
    log.append("other")

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"one\ntwo\n12345678;rest")
    log = []
    task = asyncio.create_task(other(log))
    print(await reader.readline(), await reader.readline())  # expect: b'one\n' b'two\n'
    print(await reader.readexactly(8))  # expect: b'12345678'
    print(await reader.readuntil(b";"))  # expect: b';'
    print(await reader.read(2))  # expect: b're'
    print(log)  # expect: []
    await task
    print(log)  # expect: ['other']

asyncio.run(main())
