import asyncio

async def numbers():
    try:
        yield 1
    finally:
        print("generator closed")

async def work():
    g = numbers()
    try:
        async for n in g:
            print("got", n)
            await asyncio.sleep(100)
    finally:
        print("loop cancelled")
        await g.aclose()

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())

# expect:
# got 1
# loop cancelled
# generator closed
