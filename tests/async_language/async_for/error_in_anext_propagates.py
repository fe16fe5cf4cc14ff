import asyncio
class It:
    def __aiter__(self): return self
    async def __anext__(self): raise KeyError("next")
async def main():
    try:
        async for x in It(): print("never")
    except KeyError as e:
        print(e)  # expect: 'next'
asyncio.run(main())
