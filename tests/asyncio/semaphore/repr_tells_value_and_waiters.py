import asyncio

def show(sem):
    print(repr(sem).partition(" [")[2].rstrip(">"))

async def main():
    sem = asyncio.Semaphore(1)
    show(sem)
    await sem.acquire()
    task = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    show(sem)
    sem.release()
    await task

asyncio.run(main())

# expect:
# unlocked, value:1]
# locked, waiters:1]
