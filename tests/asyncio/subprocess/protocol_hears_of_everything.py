import asyncio


class Protocol(asyncio.SubprocessProtocol):
    def __init__(self):
        self.ended = asyncio.get_running_loop().create_future()
        self.heard = []

    def connection_made(self, transport):
        print("made", transport.get_pid() > 0)

    def pipe_data_received(self, fd, data):
        self.heard.append(("data", fd, data))

    def pipe_connection_lost(self, fd, exc):
        self.heard.append(("lost", fd, exc))

    def process_exited(self):
        self.heard.append(("exited",))

    def connection_lost(self, exc):
        print("lost", exc)
        self.ended.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.subprocess_exec(Protocol, "sh", "-c", "echo out; echo err >&2", stdin=None)
    await protocol.ended
    print(transport.get_returncode(), transport.get_pipe_transport(0))
    print(*sorted(protocol.heard, key=repr), sep="\n")


asyncio.run(main())
# expect:
# made True
# lost None
# 0 None
# ('data', 1, b'out\n')
# ('data', 2, b'err\n')
# ('exited',)
# ('lost', 1, None)
# ('lost', 2, None)
