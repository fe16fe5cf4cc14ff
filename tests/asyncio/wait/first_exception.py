import asyncio

async def ok():
    return "ok"

async def bad():
    await asyncio.sleep(0)
    raise ValueError("bad")

async def main():
    quick, fails, slow = [asyncio.create_task(c) for c in (ok(), bad(), asyncio.sleep(100))]
    done, pending = await asyncio.wait([quick, fails, slow], return_when=asyncio.FIRST_EXCEPTION)
    print(quick in done, fails in done, slow in pending)  # expect: True True True
    print(repr(fails.exception()))  # expect: ValueError('bad')
    slow.cancel()

asyncio.run(main())
