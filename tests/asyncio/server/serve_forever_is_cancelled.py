import asyncio


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, start_serving=False)
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    print(server.is_serving())
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(str(e).startswith("server <Server sockets="), str(e).endswith("is already being awaited on serve_forever()"))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", server.is_serving())
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(e)

    # Closing cancels it as well.
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    server.close()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled by close")

    async with await loop.create_server(asyncio.Protocol, "127.0.0.1", 0) as server:
        print(server.is_serving())
    print(server.is_serving())


asyncio.run(main())
# expect:
# True
# True True
# cancelled False
# server <Server sockets=()> is closed
# cancelled by close
# True
# False
