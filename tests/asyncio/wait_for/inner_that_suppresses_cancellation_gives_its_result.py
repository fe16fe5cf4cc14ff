import asyncio

async def stubborn():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        return "a late result"

async def main():
    try:
        print(await asyncio.wait_for(asyncio.create_task(stubborn()), 0.005))  # expect: a late result
    except TimeoutError:
        print("timeout")

asyncio.run(main())
