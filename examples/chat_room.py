"""Several connections that hear of each other: what one says goes to all the others."""
import asyncio


class Room:
    def __init__(self):
        self.members = {}

    def say(self, text, without=None):
        for name, writer in self.members.items():
            if name != without:
                writer.write(f"{text}\n".encode())

    async def serve(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.members[name] = writer
        self.say(f"{name} has joined")
        try:
            async for line in reader:
                self.say(f"{name}: {line.decode().strip()}", without=name)
        finally:
            del self.members[name]
            self.say(f"{name} has left")
            writer.close()


async def join(path, name):
    reader, writer = await asyncio.open_connection(*path)
    writer.write(f"{name}\n".encode())
    assert await reader.readline() == f"{name} has joined\n".encode()
    return reader, writer


async def main():
    room = Room()
    async with await asyncio.start_server(room.serve, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        anna_hears, anna = await join(address, "Anna")
        ben_hears, ben = await join(address, "Ben")
        anna.write(b"Hello, Ben!\n")
        print("Ben hears", await ben_hears.readline())
        ben.close()
        for _ in range(2):
            print("Anna hears", await anna_hears.readline())
        anna.close()
        await asyncio.gather(anna.wait_closed(), ben.wait_closed())


asyncio.run(main())

# expect:
# Ben hears b'Anna: Hello, Ben!\n'
# Anna hears b'Ben has joined\n'
# Anna hears b'Ben has left\n'
