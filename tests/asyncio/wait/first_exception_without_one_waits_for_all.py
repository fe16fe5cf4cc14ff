import asyncio

async def main():
    tasks = [asyncio.create_task(asyncio.sleep(0)) for _ in range(3)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending))  # expect: 3 0

asyncio.run(main())
