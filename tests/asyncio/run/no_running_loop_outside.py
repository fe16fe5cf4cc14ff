import asyncio

try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)  # expect: no running event loop

async def main():
    print(asyncio.get_running_loop().is_running())  # expect: True

asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)  # expect: no running event loop
