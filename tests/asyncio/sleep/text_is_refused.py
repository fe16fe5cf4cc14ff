import asyncio

async def main():
    try:
        await asyncio.sleep("1")
    except TypeError as e:
        print(e)  # expect: '<=' not supported between instances of 'str' and 'int'

asyncio.run(main())
