import asyncio
async def main():
    try:
        try:
            raise ValueError("v")
        except ValueError as e:
            await asyncio.sleep(0)
            print("after await", e)  # expect: after await v
            raise
        finally:
            await asyncio.sleep(0)
            print("finally")  # expect: finally
    except ValueError as e:
        print("again", e)  # expect: again v
asyncio.run(main())
