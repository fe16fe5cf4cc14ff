import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    n = 3
    while await t(n):
        n -= 1
    for x in await t([1, 2]):
        if await t(x == 2): print("two")
        elif await t(True): print("not two")
    assert await t(1), await t("message")
    print("end", n)
asyncio.run(main())
# expect:
# not two
# two
# end 0
