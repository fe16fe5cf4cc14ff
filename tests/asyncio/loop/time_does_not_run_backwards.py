import asyncio

async def main():
    loop = asyncio.get_running_loop()
    times = []
    for _ in range(20):
        times.append(loop.time())
        await asyncio.sleep(0)
    print(times == sorted(times), type(times[0]).__name__)  # expect: True float

asyncio.run(main())
