import asyncio
async def t(x):
    print("await", x if not isinstance(x, list) else "list")
    await asyncio.sleep(0)
    return x
async def main():
    x = [1, 2, 3]
    (await t(x))[await t(0)] = await t(9)
    (await t(x))[await t(1)] += await t(5)
    a, *b = await t("xyz")
    del x[await t(2)]
    print(x, a, b)
asyncio.run(main())
# expect:
# await 9
# await list
# await 0
# await list
# await 1
# await 5
# await xyz
# await 2
# [9, 7] x ['y', 'z']
