import asyncio

async def main():
    loop = asyncio.get_running_loop()

    def first():
        print("first")
        loop.call_soon(print, "from first")

    loop.call_soon(first)
    loop.call_soon(print, "second")
    await asyncio.sleep(0)
    print("main between")
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# first
# second
# main between
# from first
