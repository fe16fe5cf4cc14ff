import asyncio

async def sleeper():
    await asyncio.sleep(0.02, "done")
    await asyncio.sleep(0.02)
    return "awake"

async def main():
    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    waiter = task._fut_waiter
    print(isinstance(waiter, asyncio.Future), waiter is task._fut_waiter, waiter.done())  # expect: True True False
    waiter.add_done_callback(lambda f: print("result:", f.result()))  # expect: result: done
    print(await task)  # expect: awake

asyncio.run(main())
