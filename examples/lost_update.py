"""What goes wrong without a lock: two tasks read the same number before either writes."""
import asyncio

visits = 0


async def visit():
    global visits
    seen = visits
    await asyncio.sleep(0)  # a pause between reading and writing
    visits = seen + 1


async def careful_visit(lock):
    global visits
    async with lock:
        seen = visits
        await asyncio.sleep(0)
        visits = seen + 1


async def main():
    global visits
    await asyncio.gather(*(visit() for _ in range(10)))
    print("ten visits without a lock count as", visits)  # expect: ten visits without a lock count as 1
    visits = 0
    lock = asyncio.Lock()
    await asyncio.gather(*(careful_visit(lock) for _ in range(10)))
    print("ten visits with a lock count as", visits)  # expect: ten visits with a lock count as 10


asyncio.run(main())
