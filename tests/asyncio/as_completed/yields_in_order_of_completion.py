import asyncio

async def after(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    return turns

async def main():
    for c in asyncio.as_completed([after(9), after(3), after(6)]):
        print(await c)

asyncio.run(main())

# expect:
# 3
# 6
# 9
