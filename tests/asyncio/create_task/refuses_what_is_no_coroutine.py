import asyncio

async def main():
    for thing in (42, main, asyncio.get_running_loop().create_future()):
        try:
            asyncio.create_task(thing)
        except TypeError as e:
            print("refused:", str(e).startswith("a coroutine was expected, got"))

asyncio.run(main())

# expect:
# refused: True
# refused: True
# refused: True
