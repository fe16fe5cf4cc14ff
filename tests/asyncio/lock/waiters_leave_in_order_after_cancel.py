import asyncio

async def hold(lock, name):
    async with lock:
        print("got", name)
        await asyncio.sleep(0)

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(hold(lock, n)) for n in "abc"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    lock.release()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(lock.locked())

asyncio.run(main())

# expect:
# got b
# got c
# [CancelledError(''), None, None]
# False
