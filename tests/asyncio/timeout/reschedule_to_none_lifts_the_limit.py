import asyncio

async def main():
    async with asyncio.timeout(0.002) as t:
        t.reschedule(None)
        await asyncio.sleep(0.02)
    print(t.when(), t.expired())  # expect: None False

asyncio.run(main())
