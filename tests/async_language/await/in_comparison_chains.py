import asyncio
async def t(x):
    print("await", x)
    await asyncio.sleep(0)
    return x
async def main():
    print(await t(1) < await t(2) < await t(3))
    print(await t(2) < await t(1) < await t(3))
asyncio.run(main())
# expect:
# await 1
# await 2
# await 3
# True
# await 2
# await 1
# False
