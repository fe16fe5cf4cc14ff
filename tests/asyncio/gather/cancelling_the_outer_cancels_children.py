import asyncio

async def child(n):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("child", n, "cancelled")
        raise

async def main():
    g = asyncio.gather(child(1), child(2))
    await asyncio.sleep(0)
    print(g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", g.cancelled())

asyncio.run(main())

# expect:
# True
# child 1 cancelled
# child 2 cancelled
# gather cancelled False
