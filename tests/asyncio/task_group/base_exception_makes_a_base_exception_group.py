import asyncio

class Halt(BaseException):
    pass

async def bad():
    raise Halt("stop")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad())
    except BaseExceptionGroup as g:
        print(type(g).__name__, g.exceptions)  # expect: BaseExceptionGroup (Halt('stop'),)

asyncio.run(main())
