import asyncio

async def child(n, turns):
    try:
        await asyncio.sleep(100)
    finally:
        for _ in range(turns):
            await asyncio.sleep(0)
        print("child", n, "ends")

async def main():
    tasks = [asyncio.create_task(child(n, t)) for n, t in enumerate((4, 0, 2))]
    await asyncio.sleep(0)
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print([t.cancelled() for t in tasks])

asyncio.run(main())

# expect:
# child 1 ends
# child 2 ends
# child 0 ends
# [True, True, True]
