import asyncio
async def gen():
    for i in range(3): yield i
async def main():
    async for x in gen():
        pass
    else:
        print("else", x)  # expect: else 2
    async for x in gen():
        if x == 1: break
    else:
        print("never")
    print(x)  # expect: 1
asyncio.run(main())
