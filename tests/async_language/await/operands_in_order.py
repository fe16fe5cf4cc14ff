import asyncio
async def t(x):
    print("await", x)
    await asyncio.sleep(0)
    return x
def s(x):
    print("plain", x)
    return x
async def main():
    print(s(1) + await t(2) * s(3) - await t(4))
asyncio.run(main())
# expect:
# plain 1
# await 2
# plain 3
# await 4
# 3
