import asyncio

async def work():
    await asyncio.sleep(0)
    raise KeyError("k")

async def main():
    try:
        await asyncio.wait_for(work(), 10)
    except KeyError as e:
        print("error", e)  # expect: error 'k'

asyncio.run(main())
