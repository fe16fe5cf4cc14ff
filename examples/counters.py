"""Several counters take turns: each `await` is where another one may go on."""
import asyncio


async def counter(name, to):
    for i in range(1, to + 1):
        print(f"{name}: {i}")
        await asyncio.sleep(0)
    print(f"{name}: done")


async def main():
    await asyncio.gather(counter("one", 3), counter("two", 2), counter("three", 1))


asyncio.run(main())

# expect:
# one: 1
# two: 1
# three: 1
# one: 2
# two: 2
# three: done
# one: 3
# two: done
# one: done
