import asyncio
class M:
    def __init__(self, n): self.n = n
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", self.n)
        return self.n * 10
    async def __aexit__(self, *a):
        await asyncio.sleep(0)
        print("exit", self.n)
async def main():
    async with M(1) as a, M(2) as b:
        print(a, b)
    async with (M(3) as c, M(4),):
        print(c)
asyncio.run(main())
# expect:
# enter 1
# enter 2
# 10 20
# exit 2
# exit 1
# enter 3
# enter 4
# 30
# exit 4
# exit 3
