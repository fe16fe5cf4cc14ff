"""asyncio.gather runs awaitables together and returns their results in the order they were given."""
import asyncio


async def brew(drink, seconds):
    print("brewing", drink)
    await asyncio.sleep(seconds)
    print(drink, "is ready")
    return drink


async def main():
    drinks = await asyncio.gather(brew("coffee", 0.06), brew("tea", 0.02), brew("cocoa", 0.04))
    print("served as ordered:", drinks)


asyncio.run(main())

# expect:
# brewing coffee
# brewing tea
# brewing cocoa
# tea is ready
# cocoa is ready
# coffee is ready
# served as ordered: ['coffee', 'tea', 'cocoa']
