import asyncio

async def stubborn():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("swallowed")
        return "survived"

async def main():
    g = asyncio.gather(stubborn(), stubborn())
    await asyncio.sleep(0)
    g.cancel()
    try:
        print(await g)
    except asyncio.CancelledError:
        print("outer cancelled")

asyncio.run(main())

# expect:
# swallowed
# swallowed
# outer cancelled
