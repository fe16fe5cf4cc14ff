import asyncio
import warnings

warnings.simplefilter("ignore")
asyncio.set_event_loop(None)
for make in (asyncio.StreamReader, lambda: asyncio.StreamReaderProtocol(None)):
    try:
        make()
    except RuntimeError as e:
        print(e)
loop = asyncio.new_event_loop()
reader = asyncio.StreamReader(loop=loop)
reader.feed_data(b"line\n")
print(loop.run_until_complete(reader.readline()))
loop.close()

# expect:
# There is no current event loop in thread 'MainThread'.
# There is no current event loop in thread 'MainThread'.
# b'line\n'
