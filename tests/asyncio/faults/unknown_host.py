import asyncio
import socket
import _watch

async def main():
    try:
        await asyncio.open_connection("no such host.invalid", 80)
    except socket.gaierror as e:
        print(type(e).__name__, e.errno in (socket.EAI_NONAME, socket.EAI_AGAIN))
    for arguments in ({}, {"host": "127.0.0.1", "port": 1, "sock": 1}):
        try:
            await asyncio.open_connection(**arguments)
        except ValueError as e:
            print(e)

_watch.run(main)

# expect:
# gaierror True
# host and port was not specified and no sock specified
# host/port and sock can not be specified at the same time
