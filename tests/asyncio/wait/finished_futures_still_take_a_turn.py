import asyncio

async def other():
    print("other")  # expect: other

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    t = asyncio.create_task(other())
    await asyncio.wait([f])
    print("waited")  # expect: waited
    await t

asyncio.run(main())
