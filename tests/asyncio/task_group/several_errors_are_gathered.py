import asyncio

async def fail(e):
    raise e

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(ValueError(1)))
            tg.create_task(fail(KeyError(2)))
            tg.create_task(fail(ValueError(3)))
    except* ValueError as g:
        print("values", g.exceptions)  # expect: values (ValueError(1), ValueError(3))
    except* KeyError as g:
        print("keys", g.exceptions)  # expect: keys (KeyError(2),)

asyncio.run(main())
