import asyncio

async def numbers():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("finally")

async def main():
    g = numbers()
    print(await anext(g))
    await g.aclose()
    print("closed")

asyncio.run(main())

# expect:
# 1
# finally
# closed
