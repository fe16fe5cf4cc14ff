"""What a sleeping task takes when there are a million of them: all that the process holds more."""
import asyncio
N = 1_000_000
def rss():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096
async def work():
    await asyncio.sleep(3600)
async def main():
    before = rss()
    tasks = [asyncio.create_task(work()) for _ in range(N)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("bytes_per_op", (rss() - before) // N)
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
asyncio.run(main())
