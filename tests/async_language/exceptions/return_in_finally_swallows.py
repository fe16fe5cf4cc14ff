import asyncio
async def f():
    try:
        await asyncio.sleep(0)
        raise ValueError
    finally:
        await asyncio.sleep(0)
        return "swallowed"
print(asyncio.run(f()))  # expect: swallowed
