"""Errors in coroutines are caught as everywhere: with try and except around the await."""
import asyncio


async def parse(text):
    await asyncio.sleep(0)
    return int(text)


async def main():
    for text in ("42", "forty-two"):
        try:
            print("parsed", await parse(text))
        except ValueError as error:
            print("caught:", error)
        finally:
            print("done with", text)

    task = asyncio.create_task(parse("xyz"))
    await asyncio.wait([task])  # waiting does not raise; the task keeps its error
    print("kept:", repr(task.exception()))


asyncio.run(main())

# expect:
# parsed 42
# done with 42
# caught: invalid literal for int() with base 10: 'forty-two'
# done with forty-two
# kept: ValueError("invalid literal for int() with base 10: 'xyz'")
