import asyncio

async def numbers():
    yield 1
    yield 2

async def other():
    print("other")

async def main():
    t = asyncio.create_task(other())
    async for n in numbers():
        print(n)
    await t

asyncio.run(main())

# expect:
# 1
# 2
# other
