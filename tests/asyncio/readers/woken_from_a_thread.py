import asyncio
import os
import threading


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    loop.add_reader(read, print, "never")
    done = loop.create_future()
    # The loop waits for the descriptor by then, and for nothing else.
    threading.Timer(0.01, loop.call_soon_threadsafe, (done.set_result, "woken")).start()
    print(await done)
    loop.remove_reader(read)
    os.close(read)
    os.close(write)


asyncio.run(main())  # expect: woken
thread = threading.Thread(target=asyncio.run, args=(main(),))
thread.start()
thread.join()  # expect: woken
