import asyncio

async def main():
    quick = asyncio.create_task(asyncio.sleep(0, "quick"))
    slow = asyncio.create_task(asyncio.sleep(0.03, "slow"))
    done, pending = await asyncio.wait([quick, slow], timeout=0.005)
    print(quick in done, slow in pending, slow.cancelled())  # expect: True True False
    print(await slow)  # expect: slow

asyncio.run(main())
