import asyncio
from unittest import mock

class Loop(asyncio.SelectorEventLoop):
    async def start_tls(self, transport, protocol, context, **options):
        print(transport is old, context, options)
        return new

old, new = mock.Mock(), mock.Mock()
for t in (old, new):
    t.is_closing.return_value = False
    t.get_extra_info.return_value = None

async def main():
    loop = asyncio.get_running_loop()
    for callback in (None, lambda r, w: None):
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader, callback)
        writer = asyncio.StreamWriter(old, protocol, reader, loop)
        await writer.start_tls("context", server_hostname="host")
        print(writer.transport is new, protocol._over_ssl)
        new.get_extra_info.return_value = "context"

with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())

# expect:
# True context {'server_side': False, 'server_hostname': 'host', 'ssl_handshake_timeout': None, 'ssl_shutdown_timeout': None}
# True False
# True context {'server_side': True, 'server_hostname': 'host', 'ssl_handshake_timeout': None, 'ssl_shutdown_timeout': None}
# True True
