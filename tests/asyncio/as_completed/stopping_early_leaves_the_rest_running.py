import asyncio

async def work(n):
    await asyncio.sleep(0.01 * n)
    print("finished", n)
    return n

async def main():
    tasks = [asyncio.create_task(work(n)) for n in (0, 2)]
    for c in asyncio.as_completed(tasks):
        print("first is", await c)
        break
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# finished 0
# first is 0
# finished 2
