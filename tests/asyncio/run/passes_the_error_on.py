import asyncio

async def main():
    raise LookupError("gone")

try:
    asyncio.run(main())
except LookupError as e:
    print(type(e).__name__, e)  # expect: LookupError gone
