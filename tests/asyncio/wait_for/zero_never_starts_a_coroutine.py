import asyncio

async def work():
    print("never printed")

async def main():
    try:
        await asyncio.wait_for(work(), 0)
    except TimeoutError:
        print("timeout")  # expect: timeout

asyncio.run(main())
