import asyncio

async def numbers(name):
    for n in range(2):
        await asyncio.sleep(0)
        yield f"{name}{n}"

async def consume(name):
    async for x in numbers(name):
        print(x)
    print(name, "ends")

async def main():
    await asyncio.gather(consume("a"), consume("b"))

asyncio.run(main())

# expect:
# a0
# b0
# a1
# a ends
# b1
# b ends
