import asyncio

async def leaf(name):
    try:
        await asyncio.Event().wait()
    finally:
        print(name)

async def main():
    nested = asyncio.gather(
        asyncio.gather(leaf("a1"), leaf("a2")),
        leaf("b"),
        asyncio.gather(leaf("c1")))
    await asyncio.sleep(0)
    nested.cancel()
    try:
        await nested
    except asyncio.CancelledError:
        print("all cancelled")

asyncio.run(main())

# expect:
# a1
# a2
# b
# c1
# all cancelled
