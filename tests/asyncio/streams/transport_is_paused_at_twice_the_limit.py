import asyncio

class Transport:
    def pause_reading(self):
        print("pause")

    def resume_reading(self):
        print("resume")

    def __repr__(self):
        return "<T>"

async def main():
    reader = asyncio.StreamReader(limit=4)
    reader.set_transport(Transport())
    try:
        reader.set_transport(Transport())
    except AssertionError as e:
        print(e)
    reader.feed_data(b"12345678")
    print("eight")
    reader.feed_data(b"9")
    reader.feed_data(b"more")
    print(reader)
    print(await reader.read(8))
    print(await reader.read(1))
    print(reader)
    # Waiting while the transport is paused would last for ever.
    reader.feed_data(b"abcdefghij")
    task = asyncio.create_task(reader.readexactly(20))
    await asyncio.sleep(0)
    reader.feed_data(b"0123456789")
    print(await task)

asyncio.run(main())

# expect:
# Transport already set
# eight
# pause
# <StreamReader 13 bytes limit=4 transport=<T> paused>
# b'12345678'
# resume
# b'9'
# <StreamReader 4 bytes limit=4 transport=<T>>
# pause
# resume
# pause
# resume
# b'moreabcdefghij012345'
