import asyncio

async def main():
    print(list(asyncio.as_completed([])))  # expect: []
    async for t in asyncio.as_completed([]):
        print("never printed")
    print("done")  # expect: done

asyncio.run(main())
