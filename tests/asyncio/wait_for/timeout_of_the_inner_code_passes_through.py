import asyncio

async def work():
    raise TimeoutError("its own")

async def main():
    try:
        await asyncio.wait_for(work(), 10)
    except TimeoutError as e:
        print(e)  # expect: its own

asyncio.run(main())
