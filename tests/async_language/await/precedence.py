import asyncio
async def n(x): return x
async def main():
    print(-await n(2), await n(2) ** 2, 2 ** await n(3), await n(1) + 1, not await n(0))  # expect: -2 4 8 2 True
    print((await n("abc")).upper(), (await n([7]))[0])  # expect: ABC 7
    try:
        print(await n("abc").upper())
    except AttributeError as e:
        print(e)  # expect: 'coroutine' object has no attribute 'upper'
import warnings
warnings.simplefilter("ignore")
asyncio.run(main())
