import asyncio
async def t(x):
    print("await", x)
    await asyncio.sleep(0)
    return x
async def main():
    print(await t(0) or await t(2) or await t(3))
    print(await t(0) and await t(9))
    print(await t("a") if await t(1) else await t("b"))
    print(not await t(0))
asyncio.run(main())
# expect:
# await 0
# await 2
# 2
# await 0
# 0
# await 1
# await a
# a
# await 0
# True
