import asyncio

async def main():
    a = asyncio.create_task(asyncio.sleep(100))
    b = asyncio.create_task(asyncio.sleep(0.01))
    asyncio.get_running_loop().call_soon(a.cancel)
    done, pending = await asyncio.wait([a, b], return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), a.cancelled(), b.done())  # expect: 2 0 True True

asyncio.run(main())
