import asyncio

async def main(n):
    await asyncio.sleep(0)
    return n

print(asyncio.run(main(1)))  # expect: 1
print(asyncio.run(main(2)))  # expect: 2
