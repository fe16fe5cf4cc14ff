"""A semaphore lets only so many in at a time; the rest wait their turn."""
import asyncio

inside = most = 0


async def limited_task(number, semaphore):
    global inside, most
    async with semaphore:
        inside += 1
        most = max(most, inside)
        print("task", number, "goes in")
        await asyncio.sleep(0.02)
        inside -= 1


async def main():
    semaphore = asyncio.Semaphore(2)
    await asyncio.gather(*(limited_task(n, semaphore) for n in range(5)))
    print("all done, never more than", most, "at a time")


asyncio.run(main())

# expect:
# task 0 goes in
# task 1 goes in
# task 2 goes in
# task 3 goes in
# task 4 goes in
# all done, never more than 2 at a time
