import asyncio, threading

results = {}

async def work(n):
    await asyncio.sleep(0.005 * n)
    return asyncio.get_running_loop(), len(asyncio.all_tasks())

def run(n):
    results[n] = asyncio.run(work(n))

threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len({id(loop) for loop, _ in results.values()}), {count for _, count in results.values()})  # expect: 4 {1}
