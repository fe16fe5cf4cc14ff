import asyncio

async def main():
    q = asyncio.Queue()
    try:
        q.task_done()
    except ValueError as e:
        print(e)  # expect: task_done() called too many times

asyncio.run(main())
