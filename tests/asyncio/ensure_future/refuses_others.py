import asyncio

async def main():
    for thing in (1, "text", None):
        try:
            asyncio.ensure_future(thing)
        except TypeError as e:
            print(e)

asyncio.run(main())

# expect:
# An asyncio.Future, a coroutine or an awaitable is required
# An asyncio.Future, a coroutine or an awaitable is required
# An asyncio.Future, a coroutine or an awaitable is required
