import asyncio
async def gen():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("cleanup")
async def main():
    async for x in gen():
        break
    print("left the loop")
    await asyncio.sleep(0.01)
    print("main ends")
asyncio.run(main())
# expect:
# left the loop
# cleanup
# main ends
