import asyncio, contextlib

async def heartbeat():
    n = 0
    while True:
        print("beat", n)
        n += 1
        await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(heartbeat())
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    print("stopped")

asyncio.run(main())

# expect:
# beat 0
# beat 1
# beat 2
# stopped
