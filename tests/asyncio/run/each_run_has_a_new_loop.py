import asyncio

async def main():
    return asyncio.get_running_loop()

a = asyncio.run(main())
b = asyncio.run(main())
print(a is b, a.is_closed(), b.is_closed())  # expect: False True True
