import asyncio

async def child():
    pass

async def main():
    async with asyncio.TaskGroup() as tg:
        pass
    c = child()
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(str(e).endswith("is finished"))  # expect: True
    c.close()

asyncio.run(main())
