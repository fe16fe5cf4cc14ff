"""A task starts running by itself: other work can be done before its result is wanted."""
import asyncio


async def fetch(name, seconds):
    print(name, "starts")
    await asyncio.sleep(seconds)
    print(name, "ends")
    return f"{name}'s data"


async def main():
    slow = asyncio.create_task(fetch("slow", 0.06))
    quick = asyncio.create_task(fetch("quick", 0.02))
    print("both are scheduled, neither has started")
    await asyncio.sleep(0)
    print("now both are on their way")
    print(await slow, "and", await quick)


asyncio.run(main())

# expect:
# both are scheduled, neither has started
# slow starts
# quick starts
# now both are on their way
# quick ends
# slow ends
# slow's data and quick's data
