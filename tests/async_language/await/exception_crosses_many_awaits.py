import asyncio
log = []
async def deep(n):
    try:
        if n == 0:
            await asyncio.sleep(0)
            raise ValueError("bottom")
        await deep(n - 1)
    finally:
        log.append(n)
try:
    asyncio.run(deep(3))
except ValueError as e:
    print(e, log)  # expect: bottom [0, 1, 2, 3]
