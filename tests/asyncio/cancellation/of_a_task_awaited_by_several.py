import asyncio

async def watcher(name, task):
    try:
        await task
    except asyncio.CancelledError:
        print(name, "sees it")

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    watchers = [asyncio.create_task(watcher(n, task)) for n in "abc"]
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(*watchers)
    print(task.cancelled())

asyncio.run(main())

# expect:
# a sees it
# b sees it
# c sees it
# True
