# only taipan: virtual time
import asyncio
import time


async def every(seconds, times):
    for _ in range(times):
        await asyncio.sleep(seconds)
    return asyncio.get_running_loop().time()


async def main():
    print(await asyncio.gather(every(60, 24 * 60), every(0.1, 10), every(86400, 1)))  # expect: [86400.0, 1.0, 86400.0]


asyncio.run(main())
print(time.process_time() < 10)  # expect: True
