import asyncio
async def main():
    try:
        try:
            raise ValueError("kept")
        except ValueError:
            try:
                await asyncio.sleep(0)
                raise KeyError
            except KeyError:
                await asyncio.sleep(0)
            raise
    except ValueError as e:
        print(e, e.__context__)  # expect: kept None
asyncio.run(main())
