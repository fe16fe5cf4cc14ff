import asyncio

async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(50) as t:
            await asyncio.sleep(0)
            t.reschedule(loop.time() + 0.002)
            await asyncio.sleep(100)
    except TimeoutError:
        print("timeout")  # expect: timeout

asyncio.run(main())
