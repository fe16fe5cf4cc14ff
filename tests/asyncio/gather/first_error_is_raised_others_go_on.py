import asyncio

async def fails():
    await asyncio.sleep(0)
    raise ValueError("first")

async def works():
    for i in range(4):
        await asyncio.sleep(0)
    print("worker finished all the same")

async def main():
    worker = asyncio.create_task(works())
    try:
        await asyncio.gather(worker, fails())
    except ValueError as e:
        print("caught", e, worker.done())
    await worker

asyncio.run(main())

# expect:
# caught first False
# worker finished all the same
