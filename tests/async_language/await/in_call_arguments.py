import asyncio
async def t(x):
    await asyncio.sleep(0)
    if not callable(x): print("got", x)
    return x
def f(*a, **k): return a, k
async def main():
    print((await t(f))(await t(1), *await t([2]), k=await t(3), **await t({"d": 4})))
asyncio.run(main())
# expect:
# got 1
# got [2]
# got 3
# got {'d': 4}
# ((1, 2), {'k': 3, 'd': 4})
