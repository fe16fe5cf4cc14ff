import asyncio

async def main():
    me = asyncio.current_task()
    me.cancel()
    me.uncancel()
    try:
        await asyncio.sleep(0)
        print("went on")  # expect: went on
    except asyncio.CancelledError:
        print("cancelled all the same")

asyncio.run(main())
