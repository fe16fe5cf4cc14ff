import asyncio

class Manager:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return "in"
    async def __aexit__(self, kind, exc, tb):
        await asyncio.sleep(0)
        print("out", kind)

async def use():
    async with Manager() as m:
        print(m)
    return "end"

async def main():
    print(await use())

asyncio.run(main())

# expect:
# in
# out None
# end
