import asyncio

async def bad():
    raise ValueError("kept")

async def main():
    task = asyncio.create_task(bad())
    await asyncio.sleep(0.001)
    print("main ends")

asyncio.run(main())
print("after run")

# expect:
# main ends
# after run

# expect stderr: Task exception was never retrieved
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("kept")
# expect stderr: ValueError: kept
