import asyncio

async def user(n, sem):
    for step in range(2):
        async with sem:
            print(n, step)
            await asyncio.sleep(0)

async def main():
    sem = asyncio.Semaphore(2)
    await asyncio.gather(*(user(n, sem) for n in "abc"))

asyncio.run(main())

# expect:
# a 0
# b 0
# c 0
# a 1
# b 1
# c 1
