import asyncio

async def main():
    try:
        await asyncio.current_task()
    except RuntimeError as e:
        print("await on itself" in str(e))  # expect: True

asyncio.run(main())
