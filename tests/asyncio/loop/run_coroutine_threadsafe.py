import asyncio, threading

async def work(x):
    await asyncio.sleep(0)
    return x + 1

async def main():
    loop = asyncio.get_running_loop()
    results = []
    def thread():
        results.append(asyncio.run_coroutine_threadsafe(work(1), loop).result(timeout=5))
    t = threading.Thread(target=thread)
    t.start()
    while not results:
        await asyncio.sleep(0.001)
    t.join()
    print(results)  # expect: [2]

asyncio.run(main())
