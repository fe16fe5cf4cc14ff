import asyncio

cancelled = []

async def child(n):
    try:
        await asyncio.sleep(100)
    finally:
        cancelled.append(n)

async def main():
    try:
        async with asyncio.timeout(0.005):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(1))
                tg.create_task(child(2))
    except TimeoutError:
        print("timeout", sorted(cancelled))  # expect: timeout [1, 2]

asyncio.run(main())
