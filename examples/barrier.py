"""A barrier holds everybody back until all have arrived: the stages of a work in step."""
import asyncio


async def rower(name, pace, barrier):
    for stroke in range(2):
        await asyncio.sleep(pace)
        if await barrier.wait() == 0:  # exactly one of them gets the number 0
            print("stroke", stroke, "together")
        await barrier.wait()
    return name


async def main():
    barrier = asyncio.Barrier(3)
    crew = await asyncio.gather(*(rower(n, p, barrier) for n, p in [("a", 0.01), ("b", 0), ("c", 0.02)]))
    print("crew", crew)


asyncio.run(main())

# expect:
# stroke 0 together
# stroke 1 together
# crew ['a', 'b', 'c']
