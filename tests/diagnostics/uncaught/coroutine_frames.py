import asyncio
async def inner():
    await asyncio.sleep(0)
    raise ValueError("deep")  # expect error: ValueError: deep
async def main():
    x = await inner() + 1
asyncio.run(main())
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     x = await inner() + 1
# expect stderr:         ^^^^^^^^^^^^^
# expect stderr: ValueError: deep
