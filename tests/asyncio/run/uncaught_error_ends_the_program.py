import asyncio

async def main():
    await asyncio.sleep(0)
    raise ValueError("boom")  # expect error: ValueError: boom

asyncio.run(main())
