import asyncio

async def value(x):
    await asyncio.sleep(0)
    return x

async def main():
    tasks = {asyncio.create_task(value(n)) for n in range(4)}
    done, pending = await asyncio.wait(tasks)
    print(done == tasks, pending)  # expect: True set()
    print(sorted(t.result() for t in done))  # expect: [0, 1, 2, 3]

asyncio.run(main())
