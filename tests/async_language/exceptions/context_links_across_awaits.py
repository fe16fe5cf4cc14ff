import asyncio
async def helper():
    await asyncio.sleep(0)
    raise KeyError("helper")
async def main():
    try:
        try:
            raise ValueError("first")
        except ValueError:
            await helper()
    except KeyError as e:
        print(repr(e), repr(e.__context__))  # expect: KeyError('helper') ValueError('first')
asyncio.run(main())
