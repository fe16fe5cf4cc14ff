import asyncio

async def quick():
    return 1

async def other():
    print("other runs")

async def main():
    task = asyncio.create_task(quick())
    await asyncio.sleep(0)
    late = asyncio.create_task(other())
    print(await task)
    print("no turn was given")
    await late

asyncio.run(main())

# expect:
# 1
# no turn was given
# other runs
