import asyncio

async def user(n, sem):
    async with sem:
        print("enter", n)
        await asyncio.sleep(0)
        print("leave", n)

async def main():
    sem = asyncio.Semaphore(2)
    await asyncio.gather(*(user(n, sem) for n in range(4)))

asyncio.run(main())

# expect:
# enter 0
# enter 1
# leave 0
# leave 1
# enter 2
# enter 3
# leave 2
# leave 3
