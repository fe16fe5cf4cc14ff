import asyncio

async def work():
    await asyncio.sleep(0)
    return "done"

async def main():
    print(await asyncio.wait_for(work(), 10))  # expect: done
    print(await asyncio.wait_for(work(), timeout=10))  # expect: done

asyncio.run(main())
