import asyncio

async def main():
    inner = asyncio.create_task(asyncio.sleep(100))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print(outer.cancelled(), inner.cancelled(), asyncio.current_task().cancelling())  # expect: True True 0

asyncio.run(main())
