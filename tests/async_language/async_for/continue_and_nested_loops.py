import asyncio
async def gen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main():
    async for a in gen(3):
        if a == 1: continue
        async for b in gen(5):
            if b == 2: break
            print(a, b)
asyncio.run(main())
# expect:
# 0 0
# 0 1
# 2 0
# 2 1
