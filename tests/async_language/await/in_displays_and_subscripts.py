import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    print([await t(1), 2, await t(3)], (await t(1),), {await t("k"): await t("v")}, {await t(5)})
    # expect: [1, 2, 3] (1,) {'k': 'v'} {5}
    x = [10, 20, 30]
    print(x[await t(1)], x[await t(0):await t(2)], (await t("abc"))[await t(-1)])  # expect: 20 [10, 20] c
asyncio.run(main())
