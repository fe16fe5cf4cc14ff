import asyncio

async def main():
    task = asyncio.current_task()
    print(isinstance(task, asyncio.Future), asyncio.isfuture(task))  # expect: True True
    print(asyncio.Task.__mro__[1] is asyncio.Future)  # expect: True

asyncio.run(main())
