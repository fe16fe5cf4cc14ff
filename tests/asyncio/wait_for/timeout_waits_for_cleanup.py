import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print("cleanup finished")  # expect: cleanup finished

async def main():
    try:
        await asyncio.wait_for(work(), 0.005)
    except TimeoutError:
        print("then timeout")  # expect: then timeout

asyncio.run(main())
