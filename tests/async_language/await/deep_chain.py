import asyncio
async def deep(n):
    if n == 0:
        await asyncio.sleep(0)
        return "bottom"
    return await deep(n - 1)
print(asyncio.run(deep(200)))  # expect: bottom
