import asyncio

async def work():
    for _ in range(50):
        await asyncio.sleep(0)
    return "done"

async def main():
    print(await asyncio.wait_for(work(), None))  # expect: done

asyncio.run(main())
