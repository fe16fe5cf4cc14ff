import asyncio

async def after(turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    if error:
        raise error
    return turns

async def main():
    for c in asyncio.as_completed([after(4, ValueError("four")), after(8), after(0)]):
        try:
            print(await c)
        except ValueError as e:
            print("error", e)

asyncio.run(main())

# expect:
# 0
# error four
# 8
