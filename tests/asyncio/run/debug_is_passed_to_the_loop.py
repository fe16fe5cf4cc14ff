import asyncio

async def main():
    return asyncio.get_running_loop().get_debug()

print(asyncio.run(main()))  # expect: False
print(asyncio.run(main(), debug=True))  # expect: True
print(asyncio.run(main(), debug=False))  # expect: False
