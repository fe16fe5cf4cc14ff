import asyncio

async def main():
    coro = asyncio.sleep(0.01)
    future = coro.send(None)
    print(type(future).__name__, future.done())  # expect: Future False
    future._asyncio_future_blocking = False
    await future
    try:
        coro.send(None)
    except StopIteration as e:
        print("over", e.value)  # expect: over None

asyncio.run(main())
