import asyncio

async def child(n):
    try:
        await asyncio.sleep(100)
    finally:
        print("child", n, "ends")

async def parent():
    try:
        await asyncio.gather(child(1), child(2), child(3))
    except asyncio.CancelledError:
        print("parent cancelled")
        raise

async def main():
    task = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# child 1 ends
# child 2 ends
# child 3 ends
# parent cancelled
# True
