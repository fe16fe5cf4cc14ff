import asyncio
class M:
    def __init__(self, r): self.r = r
    async def __aenter__(self): return self
    async def __aexit__(self, t, v, tb):
        await asyncio.sleep(0)
        print(t and t.__name__, v)
        return self.r
async def main():
    async with M(True):
        raise ValueError("one")
    try:
        async with M(False):
            raise ValueError("two")
    except ValueError as e:
        print("through", e)
    async with M(False):
        pass
asyncio.run(main())
# expect:
# ValueError one
# ValueError two
# through two
# None None
