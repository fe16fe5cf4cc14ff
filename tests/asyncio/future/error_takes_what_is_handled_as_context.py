import asyncio

async def fail():
    raise ValueError

async def main():
    try:
        raise KeyError(3)
    except KeyError:
        try:
            await asyncio.create_task(fail())
        except ValueError as e:
            print(repr(e.__context__))  # expect: KeyError(3)
    future = asyncio.get_running_loop().create_future()
    future.set_exception(OSError(1))
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            future.result()
        except OSError as e:
            print(repr(e.__context__))  # expect: ZeroDivisionError('division by zero')

asyncio.run(main())
