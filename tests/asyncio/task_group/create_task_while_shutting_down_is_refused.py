import asyncio

async def nothing():
    pass

async def child(tg):
    try:
        await asyncio.sleep(100)
    finally:
        c = nothing()
        try:
            tg.create_task(c)
        except RuntimeError as e:
            print(str(e).endswith("is shutting down"))  # expect: True
        c.close()

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(tg))
            await asyncio.sleep(0)
            raise ValueError
    except ExceptionGroup as g:
        print(g.exceptions)  # expect: (ValueError(),)

asyncio.run(main())
