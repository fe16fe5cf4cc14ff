import asyncio

async def main():
    loop = asyncio.get_running_loop()
    deadline = loop.time() + 0.005
    try:
        async with asyncio.timeout_at(deadline) as t:
            print(t.when() == deadline)  # expect: True
            await asyncio.sleep(100)
    except TimeoutError:
        print(loop.time() >= deadline - 0.001)  # expect: True

asyncio.run(main())
