import asyncio

async def child():
    try:
        await asyncio.sleep(100)
    finally:
        print("child cancelled")  # expect: child cancelled

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(0)
            raise SystemExit(5)
    except SystemExit as e:
        print("exit", e.code)  # expect: exit 5

asyncio.run(main())
