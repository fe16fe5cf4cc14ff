import asyncio

async def main():
    reader = asyncio.StreamReader()
    wrong = reader.readexactly(-1)
    print("no error yet")
    try:
        await wrong
    except ValueError as e:
        print(e)
    try:
        await reader.read("many")
    except TypeError as e:
        print(e)
    try:
        await reader.read(None)
    except TypeError as e:
        print(e)

asyncio.run(main())

# expect:
# no error yet
# readexactly size can not be less than zero
# '<' not supported between instances of 'str' and 'int'
# '<' not supported between instances of 'NoneType' and 'int'
