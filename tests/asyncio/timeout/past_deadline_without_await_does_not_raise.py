import asyncio

async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout_at(loop.time() - 10) as t:
        print("no await here")  # expect: no await here
    print(t.expired())  # expect: False

asyncio.run(main())
