"""A coroutine function makes a coroutine; nothing runs until somebody awaits it."""
import asyncio


async def fetch_data():
    print("fetching")
    return "data"


async def main():
    coroutine = fetch_data()
    print("made a", type(coroutine).__name__)
    result = await coroutine
    print("got", result)


asyncio.run(main())

# expect:
# made a coroutine
# fetching
# got data
