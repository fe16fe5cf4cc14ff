import asyncio

async def value(x, turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    print("done", x)
    return x

async def main():
    print(await asyncio.gather(value("a", 3), value("b", 1), value("c", 2)))

asyncio.run(main())

# expect:
# done b
# done c
# done a
# ['a', 'b', 'c']
