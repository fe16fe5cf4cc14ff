import asyncio

async def main():
    try:
        async with asyncio.timeout(0):
            print("started")  # expect: started
            await asyncio.sleep(100)
            print("never printed")
    except TimeoutError:
        print("timeout")  # expect: timeout

asyncio.run(main())
