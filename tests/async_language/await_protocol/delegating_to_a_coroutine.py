import asyncio
class Later:
    def __init__(self, v): self.v = v
    async def work(self):
        await asyncio.sleep(0)
        return self.v
    def __await__(self): return self.work().__await__()
async def main():
    print(await Later(3) + await Later(4))  # expect: 7
asyncio.run(main())
