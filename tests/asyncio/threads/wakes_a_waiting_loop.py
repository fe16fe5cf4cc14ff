# The loop has nothing to wait for but the other thread.
import asyncio, threading, time

async def main():
    loop, event = asyncio.get_running_loop(), asyncio.Event()
    def later():
        time.sleep(0.02)
        loop.call_soon_threadsafe(event.set)
    thread = threading.Thread(target=later)
    thread.start()
    await asyncio.wait_for(event.wait(), 10)
    thread.join()
    print("woken")  # expect: woken

asyncio.run(main())
