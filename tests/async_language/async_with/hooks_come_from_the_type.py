import asyncio
class M:
    async def __aenter__(self): print("enter")
    async def __aexit__(self, *a): print("exit")
async def main():
    m = M()
    m.__aenter__ = m.__aexit__ = None
    async with m:
        print("body")
asyncio.run(main())
# expect:
# enter
# body
# exit
