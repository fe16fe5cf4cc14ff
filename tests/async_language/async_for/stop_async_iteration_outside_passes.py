import asyncio
class It:
    def __aiter__(self): return self
    async def __anext__(self): raise StopAsyncIteration("done")
async def main():
    async for x in It(): print("never")
    try:
        await It().__anext__()
    except StopAsyncIteration as e:
        print(e.value if hasattr(e, "value") else e.args)  # expect: ('done',)
asyncio.run(main())
