import asyncio

async def inner():
    print("inner")

async def other():
    print("other")

async def main():
    t = asyncio.create_task(other())
    for _ in range(3):
        await inner()
    await t

asyncio.run(main())

# expect:
# inner
# inner
# inner
# other
