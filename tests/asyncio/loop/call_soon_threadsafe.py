import asyncio, threading

async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(f.set_result, "from a thread"))
    thread.start()
    print(await f)  # expect: from a thread
    thread.join()

asyncio.run(main())
