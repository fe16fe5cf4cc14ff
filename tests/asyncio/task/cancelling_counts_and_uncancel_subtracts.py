import asyncio

async def main():
    me = asyncio.current_task()
    print(me.cancelling())  # expect: 0
    me.cancel()
    me.cancel()
    print(me.cancelling())  # expect: 2
    print(me.uncancel(), me.uncancel(), me.uncancel())  # expect: 1 0 0
    print(me.cancelling())  # expect: 0

asyncio.run(main())
