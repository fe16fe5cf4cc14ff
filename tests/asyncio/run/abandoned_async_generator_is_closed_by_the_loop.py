import asyncio

async def numbers():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print("generator closed")

async def main():
    async for n in numbers():
        print(n)
        break
    print("loop left")
    for _ in range(3):
        await asyncio.sleep(0)
    print("main done")

asyncio.run(main())

# expect:
# 1
# loop left
# generator closed
# main done
