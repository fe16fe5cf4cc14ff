import asyncio

async def main():
    tasks = [asyncio.create_task(asyncio.sleep(0, n)) for n in range(2)]
    for c in asyncio.as_completed(tasks):
        print(asyncio.iscoroutine(c), c in tasks, await c)

asyncio.run(main())

# expect:
# True False 0
# True False 1
