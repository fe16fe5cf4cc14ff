import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def f():
    if (y := await t(4)) > 3:
        raise await t(ValueError(y)) from await t(KeyError("cause"))
async def g(): return await t(1), await t(2)
async def main():
    try:
        await f()
    except ValueError as e:
        print(e, repr(e.__cause__), await g())  # expect: 4 KeyError('cause') (1, 2)
asyncio.run(main())
