"""Five philosophers, five forks: taking the lower-numbered fork first means nobody starves."""
import asyncio


async def philosopher(number, forks, meals):
    first, second = sorted((number, (number + 1) % len(forks)))
    for _ in range(3):
        async with forks[first], forks[second]:
            meals[number] += 1
            await asyncio.sleep(0)
        await asyncio.sleep(0)


async def main():
    forks = [asyncio.Lock() for _ in range(5)]
    meals = [0] * 5
    async with asyncio.timeout(5):
        await asyncio.gather(*(philosopher(n, forks, meals) for n in range(5)))
    print("meals eaten:", meals)  # expect: meals eaten: [3, 3, 3, 3, 3]
    print("forks on the table:", sum(not fork.locked() for fork in forks))  # expect: forks on the table: 5


asyncio.run(main())
