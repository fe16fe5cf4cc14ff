import asyncio


async def numbers():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("closed")


async def fails():
    async for n in numbers():
        raise ValueError(n)


async def main():
    task = asyncio.create_task(fails())
    task.add_done_callback(lambda t: print("done"))
    try:
        await task
    except ValueError:
        print("caught")
    await asyncio.sleep(0)


asyncio.run(main())

# expect:
# done
# caught
# closed
