import asyncio


async def numbers():
    try:
        yield 1
    finally:
        print("closed")


async def work():
    held = numbers()
    await anext(held)


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(lambda t: asyncio.get_running_loop().call_soon(print, "after the task"))
    await task
    await asyncio.sleep(0)


asyncio.run(main())

# expect:
# closed
# after the task
