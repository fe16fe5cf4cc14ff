import asyncio


async def main():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.subprocess_exec(asyncio.SubprocessProtocol, "sleep", "60")
    print(transport.is_closing())  # expect: False
    transport.close()
    print(transport.is_closing(), await transport._wait())  # expect: True -9


asyncio.run(main())
