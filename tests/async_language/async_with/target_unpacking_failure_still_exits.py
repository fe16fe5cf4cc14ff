import asyncio
class M:
    async def __aenter__(self): return 1
    async def __aexit__(self, t, *a): print("exit", t.__name__)  # expect: exit TypeError
async def main():
    try:
        async with M() as (a, b):
            print("never")
    except TypeError as e:
        print(e)  # expect: cannot unpack non-iterable int object
asyncio.run(main())
