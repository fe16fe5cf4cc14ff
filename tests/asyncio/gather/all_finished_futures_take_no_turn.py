import asyncio

async def other():
    print("other")

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    t = asyncio.create_task(other())
    print(await asyncio.gather(f, f))
    await t

asyncio.run(main())

# expect:
# [1, 1]
# other
