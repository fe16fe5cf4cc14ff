import asyncio
async def f():
    await asyncio.sleep(0)
    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
async def main():
    try:
        await f()
    except* ValueError as e:
        await asyncio.sleep(0)
        print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1)])
    except* KeyError as e:
        await asyncio.sleep(0)
        print(repr(e))  # expect: ExceptionGroup('g', [KeyError(2)])
asyncio.run(main())
