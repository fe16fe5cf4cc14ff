import asyncio
import warnings

class Transport(asyncio.Transport):
    closed = False

    def is_closing(self):
        return self.closed

    def close(self):
        self.closed = True
        print("close")

    def __repr__(self):
        return "<T>"

async def main():
    loop = asyncio.get_running_loop()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        writer = asyncio.StreamWriter(Transport(), None, None, loop)
        del writer
        for warning in caught:
            print(warning.category.__name__, warning.message)
        writer = asyncio.StreamWriter(Transport(), None, None, loop)
        writer.close()
        del writer
        print(len(caught))
    return asyncio.StreamWriter(Transport(), None, None, loop)

writer = asyncio.run(main())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    del writer
    for warning in caught:
        print(warning.category.__name__, warning.message)

# expect:
# close
# ResourceWarning unclosed <StreamWriter transport=<T>>
# close
# 1
# ResourceWarning loop is closed
