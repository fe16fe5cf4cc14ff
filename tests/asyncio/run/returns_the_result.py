import asyncio

async def main():
    return 6 * 7

print(asyncio.run(main()))  # expect: 42
