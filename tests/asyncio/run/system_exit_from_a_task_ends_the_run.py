import asyncio

async def quitter():
    raise SystemExit(3)

async def main():
    task = asyncio.create_task(quitter())
    try:
        await asyncio.sleep(100)
    finally:
        print("main is cancelled")  # expect: main is cancelled

asyncio.run(main())

# expect exit: 3
