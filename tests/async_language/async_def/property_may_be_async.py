import asyncio
class C:
    @property
    async def value(self):
        await asyncio.sleep(0)
        return 9
async def main():
    print(await C().value)  # expect: 9
asyncio.run(main())
