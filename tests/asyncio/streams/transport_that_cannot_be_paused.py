import asyncio

class Transport:
    def pause_reading(self):
        print("asked")
        raise NotImplementedError

async def main():
    reader = asyncio.StreamReader(limit=2)
    reader.set_transport(Transport())
    reader.feed_data(b"12345")
    reader.feed_data(b"67890")
    print(await reader.read(100), reader)

asyncio.run(main())

# expect:
# asked
# b'1234567890' <StreamReader limit=2>
