import asyncio

async def numbers():
    try:
        yield 1
        await asyncio.sleep(100)
        yield 2
    except asyncio.CancelledError:
        print("generator cancelled")
        raise
    finally:
        print("generator finally")

async def work():
    async for n in numbers():
        print("got", n)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# got 1
# generator cancelled
# generator finally
# True
