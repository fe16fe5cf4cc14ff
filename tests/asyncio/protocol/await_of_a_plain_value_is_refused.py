import asyncio

async def main():
    for thing in (1, "text", None, [1]):
        try:
            await thing
        except TypeError as e:
            print(e)

asyncio.run(main())

# expect:
# object int can't be used in 'await' expression
# object str can't be used in 'await' expression
# object NoneType can't be used in 'await' expression
# object list can't be used in 'await' expression
