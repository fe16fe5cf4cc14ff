import asyncio

async def main():
    try:
        async for t in asyncio.as_completed([asyncio.sleep(100), asyncio.sleep(0, "quick")], timeout=0.01):
            print(t.result())  # expect: quick
    except TimeoutError:
        print("timeout")  # expect: timeout

asyncio.run(main())
