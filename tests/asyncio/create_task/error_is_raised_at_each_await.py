import asyncio

async def child():
    raise ValueError("bad")

async def main():
    task = asyncio.create_task(child())
    seen = []
    for _ in range(2):
        try:
            await task
        except ValueError as e:
            seen.append(e)
    print(seen[0] is seen[1], seen[0] is task.exception())  # expect: True True

asyncio.run(main())
