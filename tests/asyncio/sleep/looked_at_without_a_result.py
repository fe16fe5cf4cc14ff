import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0.02))
    await asyncio.sleep(0)
    waiter = task._fut_waiter
    print("wait_for=<Future pending" in repr(task))  # expect: True
    await task
    print(waiter.done(), waiter.result(), task._fut_waiter)  # expect: True None None

asyncio.run(main())
