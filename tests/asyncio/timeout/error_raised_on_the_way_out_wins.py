import asyncio

async def main():
    try:
        async with asyncio.timeout(0.002):
            try:
                await asyncio.sleep(100)
            finally:
                raise KeyError("cleanup")
    except KeyError as e:
        print(e, type(e.__context__).__name__, asyncio.current_task().cancelling())  # expect: 'cleanup' TimeoutError 0

asyncio.run(main())
