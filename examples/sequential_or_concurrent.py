"""The same three waits, first one after another, then together."""
import asyncio
import time


async def fetch(delay):
    await asyncio.sleep(delay)
    return f"data after {delay} s"


async def one_by_one(delays):
    return [await fetch(d) for d in delays]


async def together(delays):
    return await asyncio.gather(*(fetch(d) for d in delays))


async def main():
    delays = [0.03, 0.04, 0.05]
    took = {}
    for way in (one_by_one, together):
        start = time.perf_counter()
        results = await way(delays)
        took[way] = time.perf_counter() - start
        print(f"{way.__name__}: {results}")
    print("one by one takes the sum:", took[one_by_one] >= 0.119)
    print("together takes less:", 0.049 <= took[together] < took[one_by_one])


asyncio.run(main())

# expect:
# one_by_one: ['data after 0.03 s', 'data after 0.04 s', 'data after 0.05 s']
# together: ['data after 0.03 s', 'data after 0.04 s', 'data after 0.05 s']
# one by one takes the sum: True
# together takes less: True
