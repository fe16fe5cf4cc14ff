import asyncio

class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.n -= 1
        return self.n

async def main():
    async for n in Countdown(3):
        print(n)
    else:
        print("exhausted")

asyncio.run(main())

# expect:
# 2
# 1
# 0
# exhausted
