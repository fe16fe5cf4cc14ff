import asyncio


async def main():
    work = asyncio.sleep(0)
    try:
        asyncio.create_task(work, colour="red")
    except TypeError as e:
        print("colour" in str(e))  # expect: True
    work.close()


asyncio.run(main())
