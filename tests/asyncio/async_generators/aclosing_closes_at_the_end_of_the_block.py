import asyncio, contextlib

async def numbers():
    try:
        n = 0
        while True:
            yield n
            n += 1
    finally:
        print("closed")

async def main():
    async with contextlib.aclosing(numbers()) as g:
        async for n in g:
            print(n)
            if n == 2:
                break
    print("after")

asyncio.run(main())

# expect:
# 0
# 1
# 2
# closed
# after
