import asyncio

async def other():
    print("other")

async def main():
    q = asyncio.Queue()
    task = asyncio.create_task(other())
    await q.put(1)
    print(await q.get())
    await task

asyncio.run(main())

# expect:
# 1
# other
