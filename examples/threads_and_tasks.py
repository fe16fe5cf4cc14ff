"""Tasks switch only at an await, so a step without one is never interrupted; threads give no such promise."""
import asyncio
import threading

total = 0


async def add(times):
    global total
    for _ in range(times):
        total += 1  # safe: no await between reading and writing
        if total % 100 == 0:
            await asyncio.sleep(0)


def add_in_a_thread(times, lock):
    global total
    for _ in range(times):
        with lock:  # threads need one
            total += 1


async def main():
    await asyncio.gather(*(add(500) for _ in range(4)))
    print("four tasks without a lock:", total)  # expect: four tasks without a lock: 2000


asyncio.run(main())
total = 0
lock = threading.Lock()
threads = [threading.Thread(target=add_in_a_thread, args=(500, lock)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("four threads with a lock:", total)  # expect: four threads with a lock: 2000
