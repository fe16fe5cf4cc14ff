import asyncio
class M:
    def __enter__(self): return 5
    def __exit__(self, *a): print("exit")
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    with await t(M()) as v:
        match await t([v, 6]):
            case [a, b] if await t(b > a): print(a, b)
asyncio.run(main())
# expect:
# 5 6
# exit
