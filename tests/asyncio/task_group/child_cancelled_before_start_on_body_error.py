import asyncio

async def child():
    print("never printed")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            task = tg.create_task(child())
            raise ValueError("at once")
    except ExceptionGroup as g:
        print(g.exceptions, task.cancelled())  # expect: (ValueError('at once'),) True

asyncio.run(main())
