import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    print(repr(task).split()[:2])  # expect: ['<Task', 'pending']
    task.cancel()
    print(repr(task).split()[:2])  # expect: ['<Task', 'cancelling']
    await asyncio.wait([task])
    print(repr(task).split()[:2])  # expect: ['<Task', 'cancelled']

asyncio.run(main())
