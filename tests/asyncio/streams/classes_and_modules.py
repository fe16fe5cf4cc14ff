import asyncio
import asyncio.streams as streams
import pickle

print(streams.StreamReader is asyncio.StreamReader, streams._DEFAULT_LIMIT)  # expect: True 65536
print(asyncio.StreamReaderProtocol.__mro__[1:3])  # expect: (<class 'asyncio.streams.FlowControlMixin'>, <class 'asyncio.protocols.Protocol'>)
print(issubclass(asyncio.StreamReaderProtocol, asyncio.BaseProtocol))  # expect: True
print(asyncio.StreamReader.__module__, asyncio.StreamWriter.__qualname__)  # expect: asyncio.streams StreamWriter
print(sorted(streams.__all__))  # expect: ['StreamReader', 'StreamReaderProtocol', 'StreamWriter', 'open_connection', 'open_unix_connection', 'start_server', 'start_unix_server']

class Both(streams.FlowControlMixin, asyncio.SubprocessProtocol):
    def __init__(self, loop):
        super().__init__(loop=loop)
        self.mine = True

async def main():
    both = Both(asyncio.get_running_loop())
    both.pause_writing()
    print(both._paused, both.mine, both._loop is asyncio.get_running_loop())  # expect: True True True

asyncio.run(main())
error = pickle.loads(pickle.dumps(asyncio.IncompleteReadError(b"abc", 10)))
print(error, error.partial)  # expect: 3 bytes read on a total of 10 expected bytes b'abc'
