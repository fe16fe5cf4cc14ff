import asyncio

async def main():
    for n in range(3):
        try:
            async with asyncio.timeout(0.002):
                await asyncio.Event().wait()
        except TimeoutError:
            print(n, asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print("still alive")

asyncio.run(main())

# expect:
# 0 0
# 1 0
# 2 0
# still alive
