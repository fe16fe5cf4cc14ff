import asyncio

async def bad():
    raise ValueError("nobody looked")

async def main():
    asyncio.create_task(bad())
    await asyncio.sleep(0)
    print("main ends well")

asyncio.run(main())

# expect:
# main ends well

# expect stderr: Task exception was never retrieved
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("nobody looked")
# expect stderr: ValueError: nobody looked
