import asyncio

async def after(turns, name):
    for _ in range(turns):
        await asyncio.sleep(0)
    return name

async def main():
    tasks = [asyncio.create_task(after(n, n)) for n in (6, 1, 9)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))  # expect: [1] 2
    for t in pending:
        await t

asyncio.run(main())
