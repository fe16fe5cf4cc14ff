import asyncio

async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(0.02)
    print(loop.time() - start >= 0.0199)  # expect: True

asyncio.run(main())
