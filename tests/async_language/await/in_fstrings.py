import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    print(f"{await t(1)}-{await t('ab')!r:>{await t(6)}}-{await t(2)=}")  # expect: 1-  'ab'-await t(2)=2
asyncio.run(main())
