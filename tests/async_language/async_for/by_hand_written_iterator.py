import asyncio
class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n
async def main():
    async for x in Count(3):
        print(x)
    print([x async for x in Count(2)])
asyncio.run(main())
# expect:
# 2
# 1
# 0
# [1, 0]
