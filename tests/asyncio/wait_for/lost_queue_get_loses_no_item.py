import asyncio

async def main():
    q = asyncio.Queue()
    try:
        await asyncio.wait_for(q.get(), 0.005)
    except TimeoutError:
        print("nothing came")  # expect: nothing came
    q.put_nowait("item")
    print(await asyncio.wait_for(q.get(), 0.005))  # expect: item

asyncio.run(main())
