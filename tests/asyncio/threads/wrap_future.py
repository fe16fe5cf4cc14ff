import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

async def main():
    with ThreadPoolExecutor(1) as pool:
        print(await asyncio.wrap_future(pool.submit(pow, 2, 10)))  # expect: 1024
        try:
            await asyncio.wrap_future(pool.submit(divmod, 1, 0))
        except ZeroDivisionError as error:
            print(type(error).__name__)  # expect: ZeroDivisionError
    outer = Future()
    wrapped = asyncio.wrap_future(outer)
    wrapped.cancel()
    await asyncio.sleep(0)
    print(outer.cancelled())  # expect: True

asyncio.run(main())
