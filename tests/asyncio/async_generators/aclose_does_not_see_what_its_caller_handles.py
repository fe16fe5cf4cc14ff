import asyncio


async def numbers():
    try:
        yield 1
    except GeneratorExit as e:
        print(repr(e.__context__))  # expect: None


async def main():
    generator = numbers()
    await anext(generator)
    try:
        raise ValueError
    except ValueError:
        await generator.aclose()


asyncio.run(main())
