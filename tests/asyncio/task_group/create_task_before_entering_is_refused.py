import asyncio

async def child():
    pass

async def main():
    tg = asyncio.TaskGroup()
    c = child()
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(str(e).endswith("has not been entered"))  # expect: True
    c.close()

asyncio.run(main())
