import asyncio

inside = most = 0

async def user(sem):
    global inside, most
    async with sem:
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside -= 1

async def main():
    sem = asyncio.Semaphore(3)
    await asyncio.gather(*(user(sem) for _ in range(10)))
    print(most, inside)  # expect: 3 0

asyncio.run(main())
