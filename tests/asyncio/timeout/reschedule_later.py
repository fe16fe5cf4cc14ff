import asyncio

async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.005) as t:
        t.reschedule(loop.time() + 10)
        await asyncio.sleep(0.02)
        print("still running")  # expect: still running
    print(t.expired())  # expect: False

asyncio.run(main())
