import asyncio

async def child():
    print("child")

async def main():
    g = asyncio.gather(child(), child())
    print("gathered")
    await g
    print("done")

asyncio.run(main())

# expect:
# gathered
# child
# child
# done
