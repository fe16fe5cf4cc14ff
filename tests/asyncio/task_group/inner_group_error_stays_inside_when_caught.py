import asyncio

async def bad():
    raise ValueError("inner")

async def sibling():
    await asyncio.sleep(0.005)
    print("outer sibling finished")

async def main():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(sibling())
        try:
            async with asyncio.TaskGroup() as inner:
                inner.create_task(bad())
        except* ValueError:
            print("inner error handled")
    print("outer ended well")

asyncio.run(main())

# expect:
# inner error handled
# outer sibling finished
# outer ended well
