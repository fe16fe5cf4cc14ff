import asyncio

async def main():
    slow = asyncio.create_task(asyncio.sleep(100))
    for c in asyncio.as_completed([slow, asyncio.sleep(0, "quick")], timeout=0.01):
        try:
            print(await c)  # expect: quick
        except TimeoutError:
            print("timeout", slow.cancelled(), slow.done())  # expect: timeout False False

asyncio.run(main())
