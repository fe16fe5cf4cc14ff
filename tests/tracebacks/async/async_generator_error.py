import asyncio

async def numbers():
    yield 1
    raise OverflowError("too many")

async def main():
    async for n in numbers():
        print(n)

asyncio.run(main())

# expect:
# 1

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     async for n in numbers():
# expect stderr:         print(n)
# expect stderr:     raise OverflowError("too many")
# expect stderr: OverflowError: too many
# expect exit: 1
