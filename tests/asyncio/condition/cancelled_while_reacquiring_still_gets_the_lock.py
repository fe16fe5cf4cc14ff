import asyncio

async def waiter(cond):
    try:
        async with cond:
            try:
                await cond.wait()
            finally:
                print("locked:", cond.locked())
    except asyncio.CancelledError:
        print("cancelled")

async def main():
    cond = asyncio.Condition()
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    await cond.acquire()
    cond.notify()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    print("main lets go")
    cond.release()
    await task

asyncio.run(main())

# expect:
# main lets go
# locked: True
# cancelled
