import asyncio

trace = []

async def steps(name, count):
    for n in range(count):
        trace.append(f"{name}{n}")
        await asyncio.sleep(0)
    trace.append(f"{name}.")

async def main():
    await asyncio.gather(steps("a", 1), steps("b", 3), steps("c", 2))
    print(*trace)  # expect: a0 b0 c0 a. b1 c1 b2 c. b.

asyncio.run(main())
